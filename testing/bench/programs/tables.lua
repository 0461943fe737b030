local seen, key, size = {}, 1, 0
for _ = 1, 1000000 do
  key = (key * 48271) % 65521
  local n = seen[key]
  if n then
    seen[key] = n + 1
  else
    seen[key] = 1
    size = size + 1
  end
end
local sum = 0
for k, v in pairs(seen) do sum = sum + k * v end
print(size .. ", " .. sum)
