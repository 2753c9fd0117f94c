local function sieve(n)
  local is_prime = {}
  for i = 2, n do is_prime[i] = true end
  local i = 2
  while i * i <= n do
    if is_prime[i] then
      for multiple = i * i, n, i do is_prime[multiple] = false end
    end
    i = i + 1
  end
  local count = 0
  for p = 2, n do
    if is_prime[p] then count = count + 1 end
  end
  return count
end

print(sieve(tonumber(arg[1])))
