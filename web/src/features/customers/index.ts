export { default as CustomerColumn } from './CustomerColumn.vue'
export { customers } from './api'
export { useCustomerAddress } from './useCustomerAddress'
