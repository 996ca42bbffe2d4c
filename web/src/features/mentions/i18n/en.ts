export default { title: 'Mention a colleague', team: 'Team', none: 'Nobody who sees this conversation has that name', chosen: '{name}. Enter mentions.' }
