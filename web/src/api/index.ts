export * from './upload'
export * from './http'
export type * from './types'
export type * from './frames'
