/**
 * Governments and the words that stand for them. One line each: usual name | adjectives and people | capital, seats of
 * government, other names. A leading `?` marks a word that is a place of this name too often to stand for the
 * government unless the article also uses the usual name.
 */
export const PLACES = `
Afghanistan|Afghan,Afghans|Kabul
Albania|Albanian,Albanians|Tirana
Algeria|Algerian,Algerians|Algiers
Andorra|Andorran|
Angola|Angolan,Angolans|Luanda
Argentina|Argentine,Argentinian,Argentines|Buenos Aires,Casa Rosada
Armenia|Armenian,Armenians|Yerevan
Australia|Australian,Australians|Canberra
Austria|Austrian,Austrians|Vienna
Azerbaijan|Azerbaijani,Azerbaijanis,Azeri|Baku
Bahamas|Bahamian|Nassau
Bahrain|Bahraini,Bahrainis|Manama
Bangladesh|Bangladeshi,Bangladeshis|Dhaka
Barbados|Barbadian|Bridgetown
Belarus|Belarusian,Belarusians,Belarussian|Minsk
Belgium|Belgian,Belgians|
Belize|Belizean|Belmopan
Benin|Beninese|Porto-Novo
Bhutan|Bhutanese|Thimphu
Bolivia|Bolivian,Bolivians|La Paz
Bosnia and Herzegovina|Bosnian,Bosnians|Bosnia,Sarajevo
Botswana|Botswanan|Gaborone
Brazil|Brazilian,Brazilians|Brasilia
Brunei|Bruneian|
Bulgaria|Bulgarian,Bulgarians|Sofia
Burkina Faso|Burkinabe|Ouagadougou
Burundi|Burundian|Gitega
Cambodia|Cambodian,Cambodians|Phnom Penh
Cameroon|Cameroonian|Yaounde
Canada|Canadian,Canadians|Ottawa
Cape Verde|Cape Verdean|Praia
Central African Republic|Central African|Bangui
Chile|Chilean,Chileans|?Santiago,La Moneda
China|Chinese|Beijing,Peking,People's Republic of China,PRC,Zhongnanhai
Colombia|Colombian,Colombians|Bogota
Congo|Congolese|Kinshasa,Brazzaville,DRC,Democratic Republic of Congo
Costa Rica|Costa Rican|
Croatia|Croatian,Croatians,Croat,Croats|Zagreb
Cuba|Cuban,Cubans|Havana
Cyprus|Cypriot,Cypriots|Nicosia
Czech Republic|Czech,Czechs|Czechia,Prague,Prague Castle
Denmark|Danish,Dane,Danes|Copenhagen
Djibouti|Djiboutian|
Dominican Republic|Dominican,Dominicans|Santo Domingo
Ecuador|Ecuadorian,Ecuadorean|Quito
Egypt|Egyptian,Egyptians|Cairo
El Salvador|Salvadoran,Salvadorean|San Salvador
Equatorial Guinea|Equatoguinean|Malabo
Eritrea|Eritrean,Eritreans|Asmara
Estonia|Estonian,Estonians|Tallinn
Eswatini|Swazi|Swaziland,Mbabane
Ethiopia|Ethiopian,Ethiopians|Addis Ababa
Fiji|Fijian,Fijians|Suva
Finland|Finnish,Finn,Finns|Helsinki
France|French,Frenchman,Frenchwoman,Frenchmen|Paris,Elysee,Elysee Palace,Quai d'Orsay,Matignon,French Republic
Gabon|Gabonese|Libreville
Gambia|Gambian|Banjul
Georgian government|Georgian,Georgians|Tbilisi
Germany|German,Germans|Berlin,Federal Republic
Ghana|Ghanaian,Ghanaians|Accra
Greece|Greek,Greeks|Athens
Greenland|Greenlandic,Greenlander,Greenlanders|Nuuk
Guatemala|Guatemalan,Guatemalans|Guatemala City
Guinea|Guinean|Conakry
Guyana|Guyanese|
Haiti|Haitian,Haitians|Port-au-Prince
Honduras|Honduran,Hondurans|Tegucigalpa
Hong Kong|Hongkonger,Hongkongers|
Hungary|Hungarian,Hungarians|Budapest
Iceland|Icelandic,Icelander,Icelanders|Reykjavik
India|Indian,Indians|New Delhi,Delhi
Indonesia|Indonesian,Indonesians|Jakarta
Iran|Iranian,Iranians|Tehran,Teheran,Islamic Republic
Iraq|Iraqi,Iraqis|Baghdad
Ireland|Irish,Irishman,Irishwoman|Dublin,Leinster House
Israel|Israeli,Israelis|Jerusalem,Tel Aviv
Italy|Italian,Italians|Rome,Palazzo Chigi,Farnesina
Ivory Coast|Ivorian,Ivorians|Cote d'Ivoire,Abidjan,Yamoussoukro
Jamaica|Jamaican,Jamaicans|
Japan|Japanese|Tokyo
Jordanian government|Jordanian,Jordanians|Amman
Kazakhstan|Kazakh,Kazakhs|Astana
Kenya|Kenyan,Kenyans|Nairobi
Kosovo|Kosovar,Kosovars|Pristina
Kuwait|Kuwaiti,Kuwaitis|
Kyrgyzstan|Kyrgyz|Bishkek
Laos|Laotian,Lao|Vientiane
Latvia|Latvian,Latvians|Riga
Lebanon|Lebanese|Beirut
Lesotho|Basotho|Maseru
Liberia|Liberian,Liberians|Monrovia
Libya|Libyan,Libyans|Tripoli
Liechtenstein|Liechtensteiner|Vaduz
Lithuania|Lithuanian,Lithuanians|Vilnius
Luxembourg|Luxembourgish,Luxembourger|
Madagascar|Malagasy|Antananarivo
Malawi|Malawian|Lilongwe
Malaysia|Malaysian,Malaysians|Kuala Lumpur,Putrajaya
Maldives|Maldivian|
Mali|Malian,Malians|Bamako
Malta|Maltese|Valletta
Mauritania|Mauritanian|Nouakchott
Mauritius|Mauritian|Port Louis
Mexico|Mexican,Mexicans|Mexico City
Moldova|Moldovan,Moldovans|Chisinau
Monaco|Monegasque|
Mongolia|Mongolian,Mongolians|Ulaanbaatar
Montenegro|Montenegrin|Podgorica
Morocco|Moroccan,Moroccans|Rabat
Mozambique|Mozambican|Maputo
Myanmar|Burmese|Burma,Naypyidaw
Namibia|Namibian|Windhoek
Nepal|Nepalese,Nepali|Kathmandu
Netherlands|Dutch,Dutchman|The Netherlands,Holland,The Hague
New Zealand|New Zealander,New Zealanders,Kiwi|
Nicaragua|Nicaraguan|Managua
Niger|Nigerien|Niamey
Nigeria|Nigerian,Nigerians|Abuja
North Korea|North Korean,North Koreans|Pyongyang,DPRK
North Macedonia|Macedonian|Skopje
Norway|Norwegian,Norwegians|Oslo
Oman|Omani,Omanis|Muscat
Pakistan|Pakistani,Pakistanis|Islamabad
Palestinian Authority|Palestinian,Palestinians|Palestine,Ramallah
Panama|Panamanian|Panama City
Papua New Guinea|Papua New Guinean|Port Moresby
Paraguay|Paraguayan|Asuncion
Peru|Peruvian,Peruvians|Lima
Philippines|Filipino,Filipinos,Philippine|Manila,Malacanang
Poland|Polish,Pole,Poles|Warsaw
Portugal|Portuguese|Lisbon
Qatar|Qatari,Qataris|Doha
Romania|Romanian,Romanians|Bucharest
Russia|Russian,Russians|Moscow,Kremlin,Russian Federation
Rwanda|Rwandan,Rwandans|Kigali
Samoa|Samoan|
Saudi Arabia|Saudi,Saudis|Riyadh
Scotland|Scottish,Scots|?Edinburgh,Holyrood
Senegal|Senegalese|Dakar
Serbia|Serbian,Serbians,Serb,Serbs|Belgrade
Sierra Leone|Sierra Leonean|Freetown
Singapore|Singaporean,Singaporeans|
Slovakia|Slovak,Slovaks,Slovakian|Bratislava
Slovenia|Slovenian,Slovene,Slovenes|Ljubljana
Somalia|Somali,Somalis|Mogadishu
South Africa|South African,South Africans|Pretoria
South Korea|South Korean,South Koreans|Seoul
South Sudan|South Sudanese|Juba
Spain|Spanish,Spaniard,Spaniards|Madrid,La Moncloa
Sri Lanka|Sri Lankan,Sri Lankans|Colombo
Sudan|Sudanese|Khartoum
Suriname|Surinamese|Paramaribo
Sweden|Swedish,Swede,Swedes|Stockholm
Switzerland|Swiss|Bern,Berne
Syria|Syrian,Syrians|Damascus
Taiwan|Taiwanese|Taipei
Tajikistan|Tajik,Tajiks|Dushanbe
Tanzania|Tanzanian,Tanzanians|Dodoma
Thailand|Thai,Thais|Bangkok
Togo|Togolese|Lome
Trinidad and Tobago|Trinidadian|Port of Spain
Tunisia|Tunisian,Tunisians|Tunis
Turkey|Turkish,Turk,Turks|Ankara,Turkiye
Turkmenistan|Turkmen|Ashgabat
Uganda|Ugandan,Ugandans|Kampala
Ukraine|Ukrainian,Ukrainians|Kyiv,Kiev
United Arab Emirates|Emirati,Emiratis|UAE,Emirates,Abu Dhabi
United Kingdom|British,Briton,Britons,Brits,UK,U.K.|UK,U.K.,Britain,Great Britain,London,Downing Street,Whitehall,No 10,Westminster,No. 10
United States|American,Americans,US,U.S.|US,U.S.,USA,U.S.A.,America,White House,Washington,Pentagon,State Department,US State Department,Oval Office
Uruguay|Uruguayan|Montevideo
Uzbekistan|Uzbek,Uzbeks|Tashkent
Vatican|Vatican|Holy See,Vatican City
Venezuela|Venezuelan,Venezuelans|Caracas
Vietnam|Vietnamese|Hanoi
Wales|Welsh|?Cardiff
Yemen|Yemeni,Yemenis|Sanaa
Zambia|Zambian,Zambians|Lusaka
Zimbabwe|Zimbabwean,Zimbabweans|Harare
`
