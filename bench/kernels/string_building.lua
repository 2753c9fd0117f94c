local function count(text, what)
  local _, n = text:gsub(what, "")
  return n
end

local function build(n)
  local total = 0
  for i = 0, n - 1 do
    local parts = {}
    for j = 0, 9 do parts[#parts + 1] = i .. ":" .. j end
    local line = table.concat(parts, ",")
    local pieces = {}
    for piece in line:gmatch("[^,]+") do pieces[#pieces + 1] = piece end
    total = total + #(line:gsub(":", "=>")) + #pieces + count(line, "1")
    if line:sub(1, 1) == "1" and line:find("7:7", 1, true) then
      total = total + #(line:sub(2, -2):upper())
    end
  end
  return total
end

print(build(tonumber(arg[1])))
