import statistics as st
from fractions import Fraction

data = [2.5, 3.25, 5.5, 11.25, 11.75]
print(st.mean(data), st.median(data), st.fmean(data), st.stdev(data), st.pvariance(data))
print(st.mode([1, 1, 2, 3]), st.multimode("aabbc"), st.median_low([1, 3, 5, 7]), st.median_high([1, 3, 5, 7]))
print(st.mean([Fraction(1, 2), Fraction(3, 4)]), st.harmonic_mean([40, 60]), st.geometric_mean([54, 24, 36]))
print(st.quantiles(range(1, 100), n=4), st.correlation([1, 2, 3], [2, 4, 7]))
print(st.linear_regression([1971, 1975, 1979, 1982, 1983], [1, 2, 3, 4, 5]))
normal = st.NormalDist(100, 15)
print(normal.mean, round(normal.cdf(115), 6), round(normal.inv_cdf(0.95), 6), normal + 5)
try:
    st.mean([])
except st.StatisticsError as error:
    print(error)
