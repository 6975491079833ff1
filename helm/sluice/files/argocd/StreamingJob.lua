-- Health of a StreamingJob for Argo CD: the conditions that kubectl and Flux read too. docs/gitops.md.
local conditions = {}
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    conditions[condition.type] = condition
  end
end

local function is(type, status)
  return conditions[type] ~= nil and conditions[type].status == status
end

local function health(status, type)
  local condition = conditions[type]
  return { status = status, message = condition.reason .. ": " .. condition.message }
end

if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return { status = "Progressing", message = "The operator has not seen this version of the spec yet." }
end
if is("Accepted", "False") then
  return health("Degraded", "Accepted")
end
if is("Failed", "True") then
  return health("Degraded", "Failed")
end
if is("Stalled", "True") then
  return health("Degraded", "Stalled")
end
if is("Suspended", "True") then
  return health("Suspended", "Suspended")
end
if is("Complete", "True") then
  return health("Healthy", "Complete")
end
if is("Reconciling", "True") then
  return health("Progressing", "Reconciling")
end
if is("CheckpointsHealthy", "False") then
  return health("Degraded", "CheckpointsHealthy")
end
if is("CertificateCurrent", "False") then
  return health("Degraded", "CertificateCurrent")
end
if is("Ready", "True") then
  return health("Healthy", "Ready")
end
return { status = "Progressing", message = "The job is not ready." }
