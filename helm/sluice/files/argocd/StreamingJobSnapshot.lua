-- Health of a StreamingJobSnapshot for Argo CD. docs/gitops.md.
if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return { status = "Progressing", message = "The operator has not seen this snapshot yet." }
end
if obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    local message = condition.reason .. ": " .. condition.message
    if condition.type == "Failed" and condition.status == "True" then
      return { status = "Degraded", message = message }
    end
    if condition.type == "Complete" then
      if condition.status == "True" then
        return { status = "Healthy", message = message }
      end
      if obj.status.phase ~= "Failed" then
        return { status = "Progressing", message = message }
      end
    end
  end
end
return { status = "Progressing", message = "The snapshot is being taken." }
