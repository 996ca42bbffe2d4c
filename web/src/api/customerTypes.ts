import type { components } from './schema'

/** The shapes about customers and companies. */
type Schemas = components['schemas']

export type ContactPoint = Schemas['ContactPoint']
export type Customer = Schemas['Customer']
export type Company = Schemas['Company']
export type CompanyDetails = Schemas['CompanyDetails']
export type CompanyWork = Schemas['CompanyWork']
export type CustomerDetails = Schemas['CustomerDetails']
export type CustomerMergePreview = Schemas['CustomerMergePreview']
export type CustomerImport = Schemas['CustomerImport']
export type ImportPreview = Schemas['ImportPreview']
export type ImportUndone = Schemas['ImportUndone']
export type CustomerWork = Schemas['CustomerWork']
export type TimelineEntry = Schemas['TimelineEntry']
