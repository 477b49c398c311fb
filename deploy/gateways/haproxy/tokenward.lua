-- Asks Tokenward whether a request may pass. Only 200 is a yes; its headers about the caller replace
-- those that the client sent under the same names. Any other answer goes to the client as it is.

local IDENTITY = {
  "x-auth-request-user", "x-auth-request-preferred-username", "x-auth-request-groups",
  "x-auth-request-email", "remote-user", "remote-groups", "remote-name", "remote-email",
  "x-auth-token-id", "x-auth-token-scopes", "x-auth-token-expires",
}

local HANDED_ON = {
  "content-type", "www-authenticate", "retry-after", "cache-control", "ratelimit",
  "ratelimit-policy", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset",
}

local TIMEOUT_MILLIS = 3000

local UNAVAILABLE = '{"type":"about:blank","title":"Service Unavailable","status":503,'
  .. '"detail":"The service cannot answer at the moment. Try again in 1 second."}'

-- HAProxy counts the values of a header from 0.
local function values(headers, name)
  local list = {}
  local found = headers[name]
  if found then
    for i = 0, #found do
      if found[i] then list[#list + 1] = found[i] end
    end
  end
  return list
end

local function question(txn)
  local sent = txn.http:req_get_headers()
  local tls = txn.f:ssl_fc() -- 1 up to HAProxy 3.0, true by choice from 3.1 on.
  local asked = {
    ["x-forwarded-method"] = { txn.sf:method() },
    ["x-forwarded-proto"] = { (tls == 1 or tls == true) and "https" or "http" },
    ["x-forwarded-host"] = values(sent, "host"),
    ["x-forwarded-uri"] = { txn.sf:pathq() },
    ["x-forwarded-for"] = { txn.sf:src() },
  }
  for _, name in ipairs({ "authorization", "user-agent" }) do
    local list = values(sent, name)
    if #list > 0 then asked[name] = list end
  end
  return asked
end

local function refuse(txn, status, headers, body)
  local reply = txn:reply({ status = status, body = body })
  for name, list in pairs(headers) do
    for _, value in ipairs(list) do reply:add_header(name, value) end
  end
  txn:done(reply)
end

local function unavailable(txn)
  refuse(txn, 503, {
    ["content-type"] = { "application/problem+json" },
    ["cache-control"] = { "no-store" },
    ["retry-after"] = { "1" },
  }, UNAVAILABLE)
end

-- Some backends read an underscore as a hyphen, and so Remote_User as Remote-User.
local function remove_lookalikes(txn)
  for name in pairs(txn.http:req_get_headers()) do
    if name:find("_", 1, true) then txn.http:req_del_header(name) end
  end
end

local function allow(txn, answered)
  remove_lookalikes(txn)
  -- Only there where Tokenward makes assertions; a client's own is taken away in any case.
  local proof = values(answered, "x-auth-assertion")
  txn.http:req_del_header("x-auth-assertion")
  if #proof > 1 then return unavailable(txn) end
  if #proof == 1 then txn.http:req_set_header("x-auth-assertion", proof[1]) end
  for _, name in ipairs(IDENTITY) do
    local list = values(answered, name)
    if #list ~= 1 then return unavailable(txn) end
    txn.http:req_set_header(name, list[1])
  end
  txn:set_var("txn.tokenward", "allowed")
end

core.register_action("tokenward", { "http-req" }, function(txn, url)
  local done, answer = pcall(function()
    return core.httpclient():get({ url = url, headers = question(txn), timeout = TIMEOUT_MILLIS })
  end)
  local problem = done and answer and answer.headers
    and (values(answer.headers, "content-type")[1] or ""):find("application/problem+json", 1, true)
  if done and answer and answer.status == 200 then
    allow(txn, answer.headers)
  elseif problem then
    local headers = {}
    for _, name in ipairs(HANDED_ON) do headers[name] = values(answer.headers, name) end
    refuse(txn, answer.status, headers, answer.body)
  else
    unavailable(txn)
  end
end, 1)
