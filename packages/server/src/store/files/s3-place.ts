/** The usual settings of S3 clients. Values in the URL take precedence. */
export interface S3Settings {
  accessKeyId?: string | undefined
  secretAccessKey?: string | undefined
  /** For temporary credentials. */
  sessionToken?: string | undefined
  region?: string | undefined
  endpoint?: string | undefined
}

/** Where the files are stored, and the credentials for them. */
export interface S3Place {
  bucket: string
  /** The URL before the name of a file, with a slash at its end. */
  base: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string | undefined
}

const shape = 's3://<bucket>[/<prefix>][?endpoint=<url>&region=<region>]'

/** Parses `s3://bucket/prefix?endpoint=…&region=…`. Throws an `Error` for the terminal, without the credentials. */
export function s3Place(text: string, settings: S3Settings): S3Place {
  const url = URL.parse(text)
  const [, bucket, prefix = ''] =
    /^([\w.-]+)\/?((?:[\w.-]+\/)*[\w.-]+)?\/?$/.exec(`${url?.hostname}${url?.pathname}`) ?? []
  if (!url || !bucket || url.port || url.hash) throw new Error(`FILES_URL must be ${shape}.`)
  const {
    endpoint = settings.endpoint,
    region = settings.region,
    ...others
  } = Object.fromEntries(url.searchParams)
  const [unknown] = Object.keys(others)
  if (unknown !== undefined)
    throw new Error(`FILES_URL has an unknown parameter: ${unknown}. It must be ${shape}.`)
  if (endpoint !== undefined && !isHttp(endpoint))
    throw new Error('The endpoint of FILES_URL must be a URL such as https://s3.example.')
  const accessKeyId = decodeURIComponent(url.username) || settings.accessKeyId
  const secretAccessKey = decodeURIComponent(url.password) || settings.secretAccessKey
  if (!accessKeyId || !secretAccessKey)
    throw new Error('FILES_URL with s3: needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.')
  const sessionToken = url.username ? undefined : settings.sessionToken
  const known = region ?? 'us-east-1'
  const base = `${bucketUrl(bucket, known, endpoint)}/${prefix ? `${prefix}/` : ''}`
  return { bucket, base, region: known, accessKeyId, secretAccessKey, sessionToken }
}

const isHttp = (text: string) => /^https?:$/.test(URL.parse(text)?.protocol ?? '')

/** Amazon needs the bucket in the host name; all other stores accept it in the path. */
function bucketUrl(bucket: string, region: string, endpoint: string | undefined): string {
  if (endpoint !== undefined) return `${endpoint.replace(/\/+$/, '')}/${bucket}`
  // Amazon's certificate does not cover bucket names with a dot.
  if (bucket.includes('.')) return `https://s3.${region}.amazonaws.com/${bucket}`
  return `https://${bucket}.s3.${region}.amazonaws.com`
}
