import { gather, type CatalogueFile } from './catalogue'

export default gather(import.meta.glob<CatalogueFile>(['../features/*/i18n/en.ts', '../app/i18n/en.ts'], { eager: true }))
