-- What newsroom/bench/load.py does, by wrk: the requests of a file in turn, each with
-- a number that no other has, and how often each status was answered.
local asker

function setup(thread)
  asker = thread
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  requests = {}
  for request in file:read("*a"):gmatch("%Z+") do
    requests[#requests + 1] = request
  end
  file:close()
  number = tonumber(arguments[2])
  statuses = {}
end

function request()
  local asked = requests[number % #requests + 1]:gsub("#########", string.format("%09d", number))
  number = number + 1
  return asked
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
end

function done()
  for status, times in pairs(asker:get("statuses")) do
    print("Status " .. status .. ": " .. times)
  end
end
