export { default as FieldList } from './FieldList.vue'
export { useFields, useReasonTrees } from './api'
export { askedFields, offered, pathOf, type Values } from './shape'
export { askForMissing, wanted } from './wanted'
