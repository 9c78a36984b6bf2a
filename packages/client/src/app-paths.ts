import type { paths } from '@openparley/spec/types'

type WithoutAppId<Path> = Omit<Path, 'appId'>

/** An operation without the app's id in its parameters: the client adds it. */
type WithinApp<Operation> = Operation extends { parameters: { path: infer Path } }
  ? Omit<Operation, 'parameters'> & {
      parameters: Omit<Operation['parameters'], 'path'> &
        (keyof WithoutAppId<Path> extends never ? { path?: never } : { path: WithoutAppId<Path> })
    }
  : Operation

/** The paths of the document under an app, without their `/v1/{appId}`. */
export type AppPaths = {
  [Path in keyof paths as Path extends `/v1/{appId}${infer Rest}` ? Rest : never]: {
    [Member in keyof paths[Path]]: Member extends 'parameters'
      ? Omit<paths[Path][Member], 'path'>
      : WithinApp<paths[Path][Member]>
  }
}
