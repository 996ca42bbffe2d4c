export default {
  title: 'Iskanje', palette: 'Ukazi in iskanje', placeholder: 'Išči zahtevke in stranke', searches: 'Ukazi, zahtevki, stranke',
  group: { conversation: 'Ta zahtevek', go: 'Pojdi na', look: 'Videz in jezik', conversations: 'Zahtevki', customers: 'Stranke', search: 'Iskanje' },
  everywhere: 'Vsi zadetki za »{words}«', nothing: 'Noben ukaz nima teh črk.', failed: 'Iskanje se ne odziva',
  hint: { move: 'premik', run: 'izvedi', commands: 'samo ukazi', close: 'zapri', field: 'V iskalno polje' },
  keys: { title: 'Vse bližnjice', send: 'Pošlji', leave: 'Zapusti polje, zapri', single: 'Bližnjice z eno tipko', singleMore: 'Delujejo zunaj besedilnih polj. Ko so izklopljene, delujejo le kombinacije.' },
  kinds: 'Vrste zadetkov', kind: { all: 'Vse', conversation: 'Zahtevki', customer: 'Stranke' }, how: 'Strešice in končnice niso pomembne',
  narrow: 'Zoži zadetke', inbox: 'Nabiralnik', allInboxes: 'Vsi nabiralniki', noSubject: 'Brez zadeve', unassigned: 'Nedodeljen',
  start: { title: 'Išči povsod', text: 'Besede iz sporočil, zadeve, imena, naslovi ali številka, na primer #20418.' },
  none: { title: 'Ni zadetkov za »{words}«', text: 'Poskusi z manj besedami ali išči v vseh nabiralnikih.' },
  go: { inbox: 'Nabiralnik', customers: 'Stranke', search: 'Iskanje', mine: 'Moji zahtevki', unassigned: 'Nedodeljeni zahtevki', palette: 'Ukazi', keys: 'Vse bližnjice', compose: 'Nov zahtevek', light: 'Svetla tema', dark: 'Temna tema', auto: 'Tema sistema', signOut: 'Odjava' },
  settings: 'Nastavitve: {name}',
  bar: { commands: 'ukazi', keys: 'vse bližnjice' },
}
