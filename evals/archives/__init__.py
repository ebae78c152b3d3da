"""Archives of invented reports with known faults and known copies, and how well an archive finds them."""
