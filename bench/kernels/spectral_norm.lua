local function eval_a(i, j)
  return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)
end

local function multiply(v)
  local out, n = {}, #v
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do sum = sum + eval_a(i, j) * v[j + 1] end
    out[i + 1] = sum
  end
  return out
end

local function multiply_transposed(v)
  local out, n = {}, #v
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do sum = sum + eval_a(j, i) * v[j + 1] end
    out[i + 1] = sum
  end
  return out
end

local n = tonumber(arg[1])
local u, v = {}, nil
for i = 1, n do u[i] = 1.0 end
for _ = 1, 5 do
  v = multiply_transposed(multiply(u))
  u = multiply_transposed(multiply(v))
end
local vbv, vv = 0.0, 0.0
for i = 1, n do
  vbv = vbv + u[i] * v[i]
  vv = vv + v[i] * v[i]
end
print(string.format("%.9f", math.sqrt(vbv / vv)))
