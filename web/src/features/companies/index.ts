export { default as CustomerCompany } from './CustomerCompany.vue'
