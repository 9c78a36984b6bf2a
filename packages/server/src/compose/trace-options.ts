// Not in traces.ts: the types of a server must not need the packages of OpenTelemetry, which are optional.

export interface TraceOptions {
  /** Default: the name that OpenTelemetry detects. */
  serviceName?: string | undefined
}

/** Returns the options if the standard variables of OpenTelemetry ask for traces. */
export function tracesIn(variables: Record<string, string | undefined>): TraceOptions | undefined {
  const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER } = variables
  if (OTEL_SDK_DISABLED === 'true' || OTEL_TRACES_EXPORTER === 'none') return undefined
  const places = [
    variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
    variables.OTEL_EXPORTER_OTLP_ENDPOINT,
  ]
  if (![OTEL_TRACES_EXPORTER, ...places].some(Boolean)) return undefined
  const isNamed = variables.OTEL_RESOURCE_ATTRIBUTES?.includes('service.name=')
  return { serviceName: variables.OTEL_SERVICE_NAME ?? (isNamed ? undefined : 'parley') }
}
