import { gather, type CatalogueFile } from './catalogue'

export default gather(import.meta.glob<CatalogueFile>(['../features/*/i18n/sl.ts', '../app/i18n/sl.ts'], { eager: true }))
