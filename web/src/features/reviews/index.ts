export { default as ReviewsPanel } from './ReviewsPanel.vue'
export { default as AskReview } from './AskReview.vue'
export { asHtml as reviewHtml } from './asHtml'
export { keys as reviewKeys } from './api'
