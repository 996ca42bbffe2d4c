import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

const browser = ['window', 'document', 'navigator', 'location', 'fetch', 'console', 'process', 'URL']

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: {
      globals: Object.fromEntries(browser.map((name) => [name, 'readonly'])),
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] },
    },
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'max-lines': ['error', { max: 150 }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-order': ['error', { order: ['script', 'template'] }],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/define-emits-declaration': ['error', 'type-based'],
      'vue/no-restricted-block': ['error', 'style'],
      'vue/no-v-html': 'error',
      'vue/no-bare-strings-in-template': ['error', { allowlist: ['…', '–', '—', '·', '#', '/', '+', '−', ',', '(', ')', ':', '%', '×', '?', '&', '<', '>', '"', "'", '.', '@'] }],
      'vue/require-default-prop': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/attributes-order': 'off',
      'no-restricted-imports': ['error', {
        patterns: [{ regex: '^@/features/[^/]+/.+', message: 'Import another feature through its index.ts only.' }],
      }],
    },
  },
  { files: ['scripts/*.mjs'], rules: { 'no-console': 'off' } },
  { files: ['src/**/i18n/*.ts', 'src/design/icons.ts', 'src/**/*.spec.ts'], rules: { 'max-lines': 'off' } },
)
