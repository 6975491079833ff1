{{- define "sluice.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "sluice.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "sluice.name" .) .Release.Name -}}
{{- printf "%s-operator" .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s-operator" .Release.Name (include "sluice.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "sluice.selectorLabels" -}}
app.kubernetes.io/name: {{ include "sluice.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "sluice.labels" -}}
{{ include "sluice.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "sluice.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "sluice.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "sluice.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- /* The namespaces to watch as a JSON list; empty means all of them. */ -}}
{{- define "sluice.namespaces" -}}
{{- if .Values.watch.allNamespaces -}}
[]
{{- else -}}
{{- default (list .Release.Namespace) .Values.watch.namespaces | uniq | toJson -}}
{{- end -}}
{{- end -}}

{{- /* Who reads port 4040 of jobs with managed network policies: this operator and who collects metrics. */ -}}
{{- define "sluice.jobHttpFrom" -}}
{{- $namespace := dict "matchLabels" (dict "kubernetes.io/metadata.name" .Release.Namespace) -}}
{{- $pods := dict "matchLabels" (include "sluice.selectorLabels" . | fromYaml) -}}
{{- prepend .Values.networkPolicy.jobMetricsFrom (dict "namespaceSelector" $namespace "podSelector" $pods) | toJson -}}
{{- end -}}

{{- /* Token, unless it is said otherwise: `helm upgrade --reuse-values` leaves out what a release before did not have. */ -}}
{{- define "sluice.authentication" -}}
{{- dig "authentication" "Token" (default dict .Values.jobHttp) -}}
{{- end -}}

{{- /* The user's Secret that tokens of jobs are made of; empty: the operator makes one. */ -}}
{{- define "sluice.givenKeySecret" -}}
{{- dig "keySecret" "" (default dict .Values.jobHttp) -}}
{{- end -}}

{{- define "sluice.keySecret" -}}
{{- default (printf "%s-job-http" (include "sluice.fullname" .)) (include "sluice.givenKeySecret" .) -}}
{{- end -}}

{{- /* Not empty where the operator makes it. */ -}}
{{- define "sluice.makesKey" -}}
{{- if and (eq (include "sluice.authentication" .) "Token") (not (include "sluice.givenKeySecret" .)) -}}
true
{{- end -}}
{{- end -}}

{{- /* Pod Security "restricted", for the operator's and the test's container. */ -}}
{{- define "sluice.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "sluice.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- /* What the operator may do in a watched namespace. README.md says why; a test compares the two. */ -}}
{{- define "sluice.rules" -}}
- apiGroups: [sluice.dev]
  resources: [streamingjobs]
  verbs: [get, list, watch, patch]
- apiGroups: [sluice.dev]
  resources: [streamingjobs/status]
  verbs: [get, update, patch]
- apiGroups: [sluice.dev]
  resources: [streamingjobs/finalizers]
  verbs: [update]
- apiGroups: [sluice.dev]
  resources: [streamingjobsnapshots]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [sluice.dev]
  resources: [streamingjobsnapshots/status]
  verbs: [get, update, patch]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, update, delete]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, watch, create, update, delete]
- apiGroups: [""]
  resources: [secrets]
  verbs: [create, update]
- apiGroups: [apps]
  resources: [controllerrevisions]
  verbs: [get, list, watch, create, delete]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, update, delete]
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [get, list, watch, create, update, delete]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [get, list, watch, create, update, delete]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- end -}}

{{- /* What making that Secret needs in the release's namespace, where the operator watches others only. */ -}}
{{- define "sluice.keyRules" -}}
- apiGroups: [""]
  resources: [secrets]
  verbs: [create]
{{- end -}}

{{- /* What leader election needs in the release's namespace. README.md says why; a test compares the two. */ -}}
{{- define "sluice.leaderRules" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [get, create, update, patch]
{{- end -}}
