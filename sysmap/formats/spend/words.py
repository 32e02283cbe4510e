"""Words that the data-protection screen goes by."""

ORGANISATION_WORDS = """
abbey academy accommodation account accountants action active activities adaptations adult advice advisory advocacy
age agency agents aid alliance ambulance and animal apartments applications architects arts assessment assessments
associates association athletic authority autism bank bar barn barristers bathrooms bed bedding blind board body books
boutique brewery bros brothers builders building buildings bureau bus business cabs cafe camp campus capital car care
carehome carers cars castle catering cathedral catholic cc centre centres chambers chapel charitable charity chemist
chemists children childrens christian church cic cinema cio citizens city civic cleaning client clinic clinical
clothing club co coaches coaching college com commission common communications communities community company computers
computing concept concern construction consult consultancy consultant consultants consulting contractors contracts
cooperative corner corp corporation cottage cottages council counselling countryside county court creative creche
credit crematorium croft customs dairies dale dance data day deliveries delivery demolition dental dentist department
design designs development developments diagnostics diocese direct disability distribution distributors district dlc
drive driving drug early eco economics education educational electric electrical electronics employment energy
engineering engineers enterprise enterprises entertainment environmental equipment estate estates event events
executive express fabrications facilities family farm farms fencing festival finance financial fire fitness fleet
flooring flowers food foods football forum foster fostering foundation freight fuel funeral furnishings furniture
garage garden gardens gas gate global golf government grange green group guest guesthouses guild gym hair hall
hardware harriers health healthcare heating heights herald hill hire holdings holiday holidays home homecare homes
hospice hospital hospitality hotel house houses housing hub hygiene ict imaging in inc independent industrial
industries information initiative inn installations institute insurance interiors international investments involving
it joinery junior justice kennels kindergarten kitchen kitchens laboratories lake land landscapes language laundry law
lawn leasing legal leisure letting lettings library life lifestyle lifestyles lighting limited limted link links
living llp local lodge lodgings logistics london ltd machinery magazine maintenance management manor manufacturing
marina maritime marketing mart materials meadow media mediation medical mencap metals methodist mews mill mind minibus
ministry mission mobility modelling montessori mosque motor motors mount mouse movers museum music national network
networks news newspapers nhs north northern nurseries nursery nursing oak oaks occupational of office officers online
opticians orchestra organisation orthodontic outreach paint painting panel paper parish park parking parks partners
partnership parts pathways pavilion pension people performance personnel pharmacy phone photography physio
physiotherapy pictures place plan planning plant plastics play playground playgroup plc plumbing plus police pools
post practice premier preschool press primary print printers printing prison probation productions products
professional project projects promotions properties property psychology public publications publishing pumps quay
racing radio rail railway recovery recruitment recycling regional rehab removals rentals repairs research residence
residential resort resource resources respite rest restaurant retail riding river road roofing room rooms royal rugby
safety sales salon sanctuary scaffolding scheme school schools science scouts secondary secure security select self
sense service serviced services settlement shed sheltered shop shopping shutters sixth skills smith's social society
software solicitors solution solutions south southern specialist specialists speech sport sports square stables staff
station stationery storage store stores street structures studio studios study supermarket supplies supply support
surfacing surgery survey surveying surveyors syndicate system systems taxi taxis teachers teaching team tech technical
technologies technology telecom telecommunications tenants terrace the theatre theatres therapies therapy tiles timber
times tool tools tours tower town toys trade traders trading traffic training translations transport travel treatment
tree trees tribunal trust trustees tuition tutors tyres uk union united university utilities valley vans vehicle
vehicles venture ventures veterinary vets view villa village villas vision voice volunteer volunteers ward warehouse
waste water website welding welfare west western wharf wholesale wildlife window windows with women wood woodland
woodlands works workshop workshops workwear world yacht yard youth
"""
"""Words that stand in the names of organisations and hardly ever in those of people."""

FORENAMES = """
aaron abbie abby abdul abdullah abigail abubaker adam adele adrian agnes ahmed aidan aileen aisha alan alana alasdair
albert alex alexander alexandra alfie alfred ali alice alison alistair alma amanda amber amelia amina amir amy ana
andrea andrew andrzej andy angela angus anita ann anna anne annette annie anthony antonio arthur asha ashley audrey
barbara barry beatrice becky ben benjamin bernadette bernard beth bethany betty beverley bill billy bob brenda brendan
brian bridget bruce bryan callum cameron carl carla carol carole caroline carolyn catherine cathy cecilia charles
charlotte cheryl chloe chris christian christina christine christopher claire clara clare clive colin connor craig
cynthia daisy dale damian daniel danielle darren dave david dawn dean debbie deborah debra deirdre denis denise dennis
derek diana diane dominic donald donna doreen doris dorothy douglas duncan edith edward eileen elaine eleanor
elizabeth ella ellen elsie emily emma eric erica ernest ethan eva evelyn fatima fiona florence frances francesca
francis frank fred frederick gareth gary gavin gemma geoff geoffrey george georgia georgina gerald geraldine gerard
gillian gladys glenn glenys gloria gordon grace graham grant greg gregory gwen hannah harold harriet harry hassan
hazel heather helen henry hilary hilda holly howard hugh hussain ian ibrahim imran irene iris isaac isabel isobel jack
jackie jacob jacqueline jacqui jade jake james jamie jan jane janet janice jason jean jeff jeffrey jennifer jenny
jeremy jessica jill jim jo joan joanna joanne joe john jon jonathan jordan jose joseph josephine joshua joy joyce juan
judith judy julia julian julie june justin karen karl kate katherine kathleen kathryn kathy katie katy kay keith kelly
ken kenneth kerry kevin khalid kieran kim kirsty krzysztof kyle laura lauren lawrence leah leanne lee leigh lena leo
leonard lesley leslie lewis liam lilian lily linda lisa lloyd lorna lorraine louis louise lucy luke lydia lynda lynn
lynne maggie malcolm mandy marcus margaret maria marian marie marilyn marion mark marlene martha martin martyn mary
matthew maureen maurice max maxine megan melanie melissa mhairi michael michelle mike mildred miriam mohamed mohammad
mohammed moira molly mona monica muhammad muriel nadia nancy naomi natalie natasha neil nelson nicholas nick nicola
nicole nigel nina noel nora norma norman olive oliver olivia omar oscar pamela pat patricia patrick paul paula pauline
peggy penelope peter phil philip phillip phoebe phyllis piotr polly priya rachael rachel ralph ravi raymond rebecca
richard rita robert roberta robin roger ronald rosalind rose rosemary rosie ross roy russell ruth ryan sally sam
samantha samuel sandra sara sarah scott sean shane sharon shaun sheila shirley sian simon sofia sonia sophia sophie
stacey stan stanley stella stephanie stephen steve steven stewart stuart sue susan suzanne sylvia tania tanya terence
teresa terry thelma theresa thomas tim timothy tina toby tom tony tracey tracy trevor valerie vanessa vera veronica
victor victoria vijay vincent violet vivien vivienne wayne wendy william winifred yasmin yusuf yvonne zara zoe
"""
"""Common forenames in the United Kingdom."""

BODIES_NAMED_LIKE_PEOPLE = """
alexander mann
craig tara
elizabeth fry
ernest jones
gordon ellis
grace eyre
grant thornton
henry boot
howard tenens
john lewis
joseph rowntree
lee valley
leonard cheshire
lewis silkin
lily thompson
marie curie
martin brower
max fordham
morgan sindall
robert dyas
sue ryder
terrence higgins
thomas cook
"""
"""Bodies that carry a person's name and nothing that says they are a body; one a line."""

TITLES = "mr mrs ms miss mx dr prof professor rev reverend sir dame lady lord cllr councillor"

PARTICLES = "van von de der den di da la le el al bin ibn mac mc st o"
