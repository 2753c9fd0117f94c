local Counter = {}
Counter.__index = Counter

function Counter.new(class, step)
  return setmetatable({value = 0, step = step}, class)
end

function Counter:advance(by)
  self.value = self.value + self.step * by
  return self
end

function Counter:get() return self.value end

local Modular = setmetatable({}, {__index = Counter})
Modular.__index = Modular

function Modular:advance(by)
  self.value = (self.value + self.step * by) % 1000003
  return self
end

local function work(n)
  local plain, modular = Counter.new(Counter, 1), Counter.new(Modular, 7)
  for i = 0, n - 1 do
    plain:advance(i)
    modular:advance(i):advance(1)
  end
  return plain:get() + modular:get()
end

print(work(tonumber(arg[1])))
