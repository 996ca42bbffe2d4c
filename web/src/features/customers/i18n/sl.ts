export default {
  name: 'Stranka',
  failed: 'Stranke ni bilo mogoče naložiti',
  since: 'od: {date}',
  verified: 'Preverjeno',
  verify: 'Označi {value} kot preverjen', unverify: 'Prekliči, da je preverjen', undeliverable: 'Pošta se je vrnila {date} {code}', reachable: 'Spet deluje',
  contactPoints: 'Kontakti',
  noContactPoints: 'Naslov in telefon nista znana.',
  kind: { email: 'E-pošta', phone: 'Telefon' },
  field: { name: 'Ime' },
  editName: 'Uredi ime',
  notes: { title: 'Opombe', empty: 'Kaj naj sodelavci vedo o tej stranki.' },
  others: { title: 'Drugi zahtevki', none: 'To je prvi zahtevek.', state: '{status}, {date}' },
}
