local Node = {}
Node.__index = Node

function Node:check()
  if self.left == nil then return 1 end
  return 1 + self.left:check() + self.right:check()
end

local function make(depth)
  if depth == 0 then return setmetatable({}, Node) end
  return setmetatable({left = make(depth - 1), right = make(depth - 1)}, Node)
end

local depth = tonumber(arg[1])
local long_lived = make(depth)
local total = 0
for d = 4, depth, 4 do
  for _ = 1, 1 << (depth - d + 2) do total = total + make(d):check() end
end
print(total .. " " .. long_lived:check())
