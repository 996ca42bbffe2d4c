export * from './http'
export type * from './types'
