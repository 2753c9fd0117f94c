local function count(n)
  local seed = 42
  local words = {}
  for i = 0, 999 do words[i] = "w" .. i end
  local by_word, by_number = {}, {}
  for _ = 1, n do
    seed = (seed * 1103515245 + 12345) % 2147483648
    local word = words[seed % 1000]
    by_word[word] = (by_word[word] or 0) + 1
    local number = seed % 5003
    if by_number[number] then
      by_number[number] = by_number[number] + 1
    else
      by_number[number] = 1
    end
  end
  local words_seen, numbers_seen, most_word, most_number = 0, 0, 0, 0
  for _, c in pairs(by_word) do words_seen, most_word = words_seen + 1, math.max(most_word, c) end
  for _, c in pairs(by_number) do numbers_seen, most_number = numbers_seen + 1, math.max(most_number, c) end
  return words_seen, numbers_seen, most_word, most_number
end

print((table.concat({count(tonumber(arg[1]))}, " ")))
