// Fails when what a browser loads before the first page is larger than the budget; the editor must not be part of it.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const budget = 250 * 1024
const assets = new URL('../dist/assets/', import.meta.url)
const atStart = /^(index|rolldown-runtime|framework|core|en|WorkspacePage)-.*\.js$/
const size = (name) => gzipSync(readFileSync(new URL(name, assets))).length
const files = readdirSync(assets).filter((name) => atStart.test(name))
const total = files.reduce((sum, name) => sum + size(name), 0)

console.log(`${files.length} files at the start, ${Math.round(total / 1024)} of ${budget / 1024} kB gzip`)
if (total > budget || files.length < 4) process.exit(1)
