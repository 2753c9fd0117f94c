local sqrt = math.sqrt

local function do_math(start, num)
  local pos = start
  local k_sq = 1000 * 1000
  while pos < num do
    pos = pos + 1
    sqrt((pos - k_sq) * (pos - k_sq))
  end
  return pos
end

local num = tonumber(arg[1])
print(string.format("%d", do_math(0.0, num)))
