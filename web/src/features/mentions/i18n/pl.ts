export default { title: 'Wspomnij kogoś z zespołu', team: 'Zespół', none: 'Nikt, kto widzi to zgłoszenie, tak się nie nazywa', chosen: '{name}. Enter wspomina.' }
