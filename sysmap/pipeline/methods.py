"""Each method in six lines, with its source: what `--explain` tells."""

from collections.abc import Mapping

METHODS: Mapping[str, str] = {
    "press": """\
What is asked: something is pushed up or down and held; which way does everything else end up?
How: many versions of the map are drawn. A link is there as likely as people are sure of it (high 95 %, medium or not \
said 80 %, low or contested 50 %), as strong as they said, either way where its sign is unsure or contested.
Each version is damped so that it settles, in every way that is feasible; the response is -A⁻¹ of the push, with \
A[i, j] the effect of j on i. Where no way leads, it is zero by structure, not by rounding.
Words: in nearly every version, where rising less falling is 0.9 or more under every way to damp; usually, 0.6; \
else it could go either way, or one way if it moves at all. The thresholds are this project's.
Shares are of the versions drawn, not chances of what will happen. How soon is not said; only which way.
Sources: Dambacher, Li and Rossignol 2002, Ecology 83:1372; Melbourne-Thomas and others 2012, Ecological Monographs \
82:505; docs/levers.md.""",
    "leverage": """\
What is asked: if each place were pushed and held, which of the things people want to change would follow?
How: one joint drawing of versions of the map serves every place and every outcome (sysmap press --explain tells how \
they are drawn and damped). A place is pushed the way that helps in more versions.
Groups: a place is put before another only where it does better in nine of ten versions. Within a group there is no \
order; ranks with their interval over the versions are in JSON and CSV. Half of the versions for these are of the map \
drawn otherwise in one place: a link split, a step passed over, a short cut drawn.
Unwanted: outcomes whose wanted direction is known and that usually go the other way, chosen or not.
Check first: the links about which knowing more would explain most of the differences between versions.
Nothing is averaged into one score, and how often a thing is drawn does not count: after Crielaard and others 2023, \
Scientific Reports 13. docs/levers.md.""",
    "depends": """\
What is asked: if this stopped, what else would, as far as the map shows?
How: a service stops with what it depends on, unless that is marked as little critical, and with the last of those \
that pay for it or deliver it; a unit stops with the body it is part of. This is followed until nothing more stops.
A body that loses a payer or something it depends on is weakened and no more: nobody draws all that a body lives on.
Money: what all drawn ways from the first payers pass through (dominators), how many ways share nobody, and the fewest \
that cut it off (Menger). With --fail the services that hang on an element are weighed by its chance to fail.
Directions matter: cut points of a drawing without directions miss such failures and invent others.
Sources: Lengauer and Tarjan 1979; Menger 1927; docs/structure.md.""",
    "funders": """\
What is asked: whose money does each service rest on, paid straight and passed on by others?
How: the cash of one year, basis and currency is a network; a body pays what it pays out of all it takes in alike, and \
money for one purpose out of that. Through a body passes what the service would lose if it paid nothing.
Spend goes straight to the service it pays for. What is given in kind, lent or paid back stays out.
Concentration is the sum of squared percentage shares: at least that, as what is not shown counts as nothing.
It comes back: Finn's cycling index, the share of all that moves which has been there before. What bodies keep, or pay \
beyond what they take in here, is told.
With --more: what has to pass each body for more to reach a service, all paid in today's shares (Leontief's inverse).
Sources: Finn 1976, Journal of Theoretical Biology 56:363; Miller and Blair 2009 (Leontief, Ghosh); docs/money.md.""",
    "cut": """\
What is asked: if this paid less, ended or were lost, what shrinks, what stops and what follows?
How: a body that gets less cuts all it pays by the same share, also what the map does not show; money for one purpose \
falls on payments for it first, and is spread over everything, with a warning, where the map has none.
A service stops where less is left than the least it can run on (its viability floor); else that is not known.
Then what depends on what stops (sysmap depends), and which outcomes go the wrong way where every service that shrinks \
is pushed down and held (sysmap press): by signs, so how much it shrinks does not count.
Nobody steps in and no reserve is used; every such assumption is a line of the answer.
Sources: Miller and Blair 2009; Dambacher and others 2002; docs/money.md.""",
    "prevention": """\
What is asked: how is spend split between prevention and crisis, what does deciding cost, and what may not go on?
How: cash spend tied to a service, by the tier people gave the service, each year on its most trusted basis. \
What has no tier is unclassified and always beside the shares.
Deciding: spend on services that decide who gets what, for each 100 that the same payers spend on other services, and \
for each 100 of the services they are drawn to move. Measures of such services and of waiting stand beside it.
One year only: primary and secondary prevention with no payment next year (same flow, or same payer, payee and \
service), or under an agreement of less than 24 months, which is this project's choice.
A year of which few payments are on the map is no trend: their number stands beside it. In kind and loans stay out.
Sources: tiers of CIPFA and the Health Foundation 2024; councils define them differently; docs/money.md.""",
    "ending": """\
What is asked: which agreements end, or can be ended, in twelve months from a day, and what hangs on them?
How: an end date or a break date from that day on, before the same day of the next year. Of several the soonest.
Services: those that the agreement covers, or whose payments name it. Cash: payments of the latest year with actual \
figures that name it; loans, repayments and what is given in kind are never added to that.
Outcomes: those that such a service moves the wanted way along a chain of up to three influences with sure signs.
Agreements without an end date are counted and listed, never taken to go on.
It says what hangs on an agreement as drawn, not that it would be lost: a new agreement may follow. docs/money.md.""",
    "outcomes": """\
What is asked: do things get better, and what is spent without anybody being able to tell?
How: a measure's way gone is its latest value less its baseline over its target less its baseline; behind means worse \
than one pace from baseline to target would have it by then. Values after the day asked about are left out.
A way is told by Kendall's count of later values that are higher or lower, the baseline among them, where values in \
any order would score so in at most one of ten cases; that takes four values or more. Seasons can hide or feign one.
Silent: no value in the twelve months up to the day.
A stated better outcome: a chain of at most three links from the service whose signs push an outcome the wanted way. \
That somebody drew it does not prove it; how strong it is does not count.
Sources: Mann 1945, Econometrica 13:245; Kendall 1938, Biometrika 30:81; docs/value.md.""",
    "benefits": """\
What is asked: who pays for services, and who answers for the outcomes that those should make better?
How: cash spend on a service stands with its payer, a unit as the body it is part of, and in the column of each body \
that answers for an outcome that a chain of at most three links pushes the wanted way.
A service for outcomes of several is in each of their columns, so columns never add up; what each pays, and its split \
into own and others' outcomes, does.
Limits: whose money it was before is what sysmap funders says; a drawn chain is a claim, not a proof.
Sources: this project's choice after the chains of a theory of change; docs/value.md.""",
    "value": """\
What is asked: what is there of economic, social and environmental value?
How: outcomes and measures stand under the kind that was said of them, a measure under its own before that of its \
outcome; services under each kind of outcome that they push the wanted way within three links.
Nothing is added over kinds, and spend of kinds overlaps.
Biodiversity: area habitat, hedgerow and watercourse units of the statutory metric are three; they never add. What \
does not say its kind stands apart.
Sources: Public Services (Social Value) Act 2012; Environment Act 2021, Schedule 7A metric; docs/value.md.""",
    "ties": """\
What is asked: how closely do bodies work together, and is that enough where it matters?
How: each side scored the other from 0, no interaction, to 5, collaboration. Two levels apart or more is worth a talk.
Weak where it matters: 0 or 1 by either side, though one badly needs the other or more than a million in cash is \
between them in the year, their units' with it. Pairs that matter and nobody scored are listed too.
Transactional is 0 or 1, working together 2 or 3, shared 4 or 5. The scale is an order: its mean compares with itself.
Limits: it tells how much is done together, not trust; not every pair should be a 5.
Sources: Frey and others 2006, American Journal of Evaluation 27:383; docs/value.md.""",
    "decide": """\
What is asked: which buying decision could move this place to act, and by when has it to be taken?
How: services from which at most three influences lead to the place past no other service; the signs along the \
shortest way say whether more of the service means more of the place. A place that is a service moves itself.
Agreements: those that cover such a service or that it is paid under. Days ahead: it ends, can be ended, or somebody \
is to look at it again (review_date).
Decide by: that day for a look; else six months before (--ahead, this project's choice), more where the agreement's \
notice_months say so. What is past already is late, and first.
A place without a service, agreement or day says which is missing: a question, as not all is drawn. docs/money.md.""",
    "sustain": """\
What is asked: which loops could pay for themselves: what comes back, what is needed, and the gap?
How: loops that feed themselves (R) as drawn and pass through income and a service. Income is a factor that is \
measured in money, is called so (income, budget, surplus, revenue and the like), or is named with --income.
Comes back: sales, charges, payments for outcomes and repayments of the year for such a service, paid to whoever pays \
for it, lends for it, buys or delivers it. Needed: cash spent on its services. The gap is that less the first.
A flow in two loops is in both, so loops never add up. A loop that no money carries back is told as such.
Limits: one year says nothing of growth; that money comes back after the outcome is as drawn. docs/money.md.""",
    "prices": """\
What is asked: what does a unit cost in each payment, and is that out of line with a dated reference?
How: the price that was said, else amount by count. Where count times price is more than half a percent off the amount \
something is wrong, and the price is compared with nothing.
References: figures with a source that count from one day until another; compared where the payment begins on such a \
day, in the same unit, for a service that goes by its words. More than 15 % away (--apart) is asked about.
Other years: the same flow a year before and after, on its most trusted basis. Average: amounts by counts.
Limits: terms differ (block or spot, travel, nursing); a trade body's price is a claim too. docs/money.md.""",
    "boundaries": """\
What is asked: which links, loops and ways cross from one body, sector, place or payer to another?
How: each link has a class by who answers for its ends; with --groups links are counted from group to group, against \
the same groups dealt out anew among the elements (E-I index, a permutation test).
Loops: those of influence, followed from group to group; what nobody owns is passed over. A hand-off is where \
the group changes. Where the search is stopped it says to which length it is complete.
Ways: the shortest ways between elements of different groups, and whom they pass through (betweenness with ends in \
different groups only); from a sample of starting points on large maps, which is said.
It describes the drawing: a hand-off is a question to two bodies, no fault and no leverage.
Sources: Krackhardt and Stern 1988, Social Psychology Quarterly 51:123; Brandes 2001; docs/structure.md.""",
    "brokers": """\
What is asked: who stands between two others that have no link of their own, and do those belong to other groups?
How: for every a to v to b without a link from a to b, v has one of five roles by the groups of the three.
Expected: the same groups are dealt out anew among the elements, many times; a star marks a count that hardly any reach.
Links out and in: those between groups less those within one, as a share of all (E-I index), against the same dealings.
It describes the drawing. Standing between is not leverage, and more drawing on one side changes it.
Sources: Gould and Fernandez 1989, Sociological Methodology 19:89; Krackhardt and Stern 1988; docs/structure.md.""",
    "lab burt": """\
What is asked: whose neighbours are joined to each other, and who joins those that are not?
How: p(i, j) is the share of j in all of i's links, both ways counted. Constraint is the sum over i's neighbours j of \
(p(i, j) + what reaches j through i's other neighbours) squared: near 0 where they do not know each other.
Effective size: i's neighbours, less what of them leads to each other; efficiency, that as a share of them. Hierarchy: \
whether one neighbour brings most of the constraint, 0 to 1.
Without links there is no value; with one or two neighbours it can be 1 or more. Ranks are redrawn, each link kept \
by how sure people are of it.
Not leverage, and not brokerage by groups, which sysmap brokers counts: a hole in the drawing may be a link nobody drew.
Sources: Burt 1992, Structural Holes; Burt 2004, American Journal of Sociology 110:349; docs/lab.md.""",
    "lab compare": """\
What is asked: do methods put the elements in the same order, and where do they not?
How: each method ranks all elements but those people want to change, the mean rank where level: press (benefit), a \
fuzzy map (pull on what is wanted), cross-impact, loops up to length 8, betweenness, links out, where inputs enter.
All together: Kendall's W, corrected for ties, beside what one in twenty reach by chance. Two by two: tau-b, between \
what values nine in ten draws of elements put it, and how many are among the first of both.
Never a mean of orders: what different questions answer has no middle. Only press and the fuzzy map look at signs and \
at what people want.
Not leverage: that methods agree is no proof, as they are read from one drawing. Where they do not, ask why.
Sources: Kendall and Babington Smith 1939; Kendall 1945, 1970; Crielaard and others 2023; docs/lab.md.""",
    "lab drivers": """\
What is asked: if every element were to be steered at will, where must inputs enter?
How: choose as many links as can be, no two out of one element and no two into one (maximum matching). What is left \
unmatched needs an input of its own. There are many such choices, so each element is told as always, sometimes or \
never one of those; always are those that nothing drawn leads to.
A link is critical where one more input is needed without it. Numbers and kinds are redrawn, each link kept by how \
sure people are of it.
Not leverage: signs and strengths play no part, the inputs needed may be endless in size, and steered is not improved.
If every element damps itself, as real ones do, one input is enough on any map (Cowan and others 2012).
Sources: Liu, Slotine and Barabási 2011, Nature 473:167; Jia and others 2013, Nature Communications 4:2002; Ruths and \
Ruths 2014, Science 343:1373; docs/lab.md.""",
    "lab fcm": """\
What is asked: if something is held up or down, where do the others end, against where they end by themselves?
How: W[i, j] is the influence of i on j, in the middle of the range of its strength. From many starts the state a is \
followed: f(aW) (Kosko), f(a + aW) (modified) or f((2a-1) + (2a-1)W) (rescaled); f is a sigmoid, tanh or a step.
It has settled where a step moves nothing by more than 1e-12, or goes round where a round of up to 50 steps comes \
again; what does neither is not told.
Lambda, the steepness of f, is nobody's knowledge: 0.5, 1, 2 and 5 are always tried, and a direction is told with the \
lambdas that agree. Versions of the map are drawn as by sysmap press; the words are of the versions that settle.
Not leverage, and no levels: with a sigmoid an element without any link sits at 0.5. Only direction and order are read.
Sources: Kosko 1986; Stylios and Groumpos 2004; Papageorgiou 2011; Knight, Lloyd and Penn 2014, Applied Soft Computing \
15:193; docs/lab.md.""",
    "lab kappa": """\
What is asked: where among Meadows's twelve places does each intervention take hold, and do two raters agree?
How: what both judged is counted in a table of twelve by twelve. Cohen's kappa is the agreement beyond what chance \
gives with the same totals: 1 in full, 0 as by chance. It is given on the same place, and weighted by how many places \
apart.
On four realms too: parameters (12 to 10), feedbacks (9 to 7), design (6 to 4), intent (3 to 1).
Intervals are of 95 %, by the standard error of Fleiss, Cohen and Everitt, rough below 30 interventions. Where both \
use one place only there is no kappa.
Not leverage: expert judgement of interventions, not of elements, never multiplied into a score. Talk about what \
differs.
Sources: Meadows 1999; Cohen 1960, 1968; Fleiss, Cohen and Everitt 1969; Abson and others 2017; docs/lab.md.""",
    "lab micmac": """\
What is asked: which elements drive the others and which depend on them, in the map as drawn?
How: M[i, j] is the strength, 1 to 3, of the influence of i on j; unsaid counts as 2. Row sums are influence, column \
sums dependence, each as a share of all. Indirect: the same of M to a power, which counts ways of so many links.
The power is the first from which the order of elements stays the same; an order that goes round is told as such.
Links of low or contested confidence are potential: left out at first, and the strongest in the potential table. \
Places: above or below the mean of influence and of dependence.
Not leverage: signs are discarded, and ways may pass an element more than once. Intervals are from redrawn maps.
Sources: Godet 1994, From Anticipation to Action; Díaz, arXiv:0906.1610; docs/lab.md.""",
    "lab together": """\
What is asked: under a push, which combinations of more and less come up at all, and what always goes with what?
How: versions are drawn as sysmap press draws them, but with every link there; each notes which way all things asked \
for move.
Listed are all combinations that came up in any version, with the least and the greatest share over the ways to damp.
Always: where one thing moves a way in at least 100 versions and another then moves one way in all of them.
Never seen is not impossible: nobody has drawn every version, and a share is no chance of what will happen.
Sources: Kristensen, Chisholm and McDonald-Madden 2019, Methods in Ecology and Evolution 10, \
doi 10.1111/2041-210X.13179; docs/lab.md.""",
    "lab rival": """\
What is asked: of two maps, which makes what was seen likelier?
How: versions of each are drawn as sysmap press draws them. The share that shows all that was seen is how likely that \
is under the map; the Bayes factor is the ratio of the two shares, one for each way to damp in which both maps settle.
Interval: 95 %, from drawing no more versions than were drawn (half a version added to each count, so that it is \
finite where nothing fits). Words go by the end of it, and by the way to damp, that say least.
Words: up to 3 a bare mention, to 20 positive, to 150 strong, beyond that very strong. Where ways disagree: no answer.
Limits: these two maps and no third; both may be wrong; a map drawn to explain just that wins unfairly.
Sources: Kass and Raftery 1995, JASA 90:773; Melbourne-Thomas and others 2012, Ecological Monographs 82:505; Walter \
1975, Biometrika 62:371; docs/lab.md.""",
    "loops": """\
What is asked: which chains of influence close on themselves, what does each do, and which deserve a look?
How: every loop is found once, the shortest first; R feeds itself, B keeps in check, by an even or odd number of \
opposite links. Counts by element and link are of the lengths counted to the end; they describe the drawing.
--rank: all loops up to the greatest length of which all can be ranked, by P(all links are there) times the gain to \
the power of one over the length; ranks' 5th and 95th percentile over the versions of the map that sysmap press draws.
--sils: the shortest independent loop set: shortest way there and back for each two elements, by length, kept where it \
adds a link; fewer than links less elements plus one (the cycle rank) where loops that matter may be missing.
--strongest: the loops with the largest product of middle sizes, of any length, found best first by a bound that is \
never too small; complete down to the product that is told.
Sources: Johnson 1975, SIAM J. Comput. 4:77; Oliva 2004, System Dynamics Review 20:313; Hart and others \
1968, IEEE Trans. Syst. Sci. Cybern. 4:100; docs/loops.md.""",
}
"""By the name of the command; each line is a paragraph."""
