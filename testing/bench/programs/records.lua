local bodies = {}
for i = 0, 99 do bodies[#bodies + 1] = {x = i * 1.0, v = 1.0, steps = 0} end
for _ = 1, 5000 do
  for _, b in ipairs(bodies) do
    b.x = b.x + b.v * 0.5
    b.steps = b.steps + 1
  end
end
print(bodies[100].x .. ", " .. bodies[100].steps)
