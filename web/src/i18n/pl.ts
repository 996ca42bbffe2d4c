import { gather, type CatalogueFile } from './catalogue'

export default gather(import.meta.glob<CatalogueFile>(['../features/*/i18n/pl.ts', '../app/i18n/pl.ts'], { eager: true }))
