"""Tables of published studies, cells from 0…01 to 1…1, and where they are printed."""

from incidents.domain.estimating import cells

# York and Madigan (1992), Madigan and York (1997, Biometrika 84): spina bifida in upstate New York 1969-1974; lists of
# birth certificates, death certificates, medical rehabilitation (Hook, Albright and Cross 1980).
SPINA_BIFIDA = cells.row(3, [60, 49, 4, 247, 112, 142, 12])
# Ball and others (2002), "Killings and refugee flow in Kosovo, March - June 1999", AAAS and ABA/CEELI, appendix 2.
KOSOVO = cells.row(4, [306, 936, 123, 845, 31, 217, 32, 1131, 106, 228, 42, 177, 18, 181, 27])
# Chao and others (2001, Statistics in Medicine 20), table I: hepatitis A in Taiwan 1995; lists P, Q, E.
HEPATITIS = cells.read({"111": 28, "110": 21, "101": 17, "100": 69, "011": 18, "010": 55, "001": 63})
# International Working Group for Disease Monitoring and Forecasting (1995, American Journal of Epidemiology 142): known
# diabetes in Casale Monferrato 1988 (Bruno and others 1994, Epidemiology 5); four lists.
DIABETES = cells.read({
    "1111": 58, "1110": 157, "1101": 18, "1100": 104, "1011": 46, "1010": 650, "1001": 12, "1000": 709,
    "0111": 14, "0110": 20, "0101": 7, "0100": 74, "0011": 8, "0010": 182, "0001": 10,
})  # fmt: skip
