"""Sentences in the manner of many agencies and decades, with who asserts what in them: written for these tests.

Each case: the sentence (the part asked about between ⟦ ⟧, where there is one), the speaker or None, the act, and
whether the speaker's own words are quoted.
"""

from typing import NamedTuple


class Case(NamedTuple):
    """One sentence and what is to be found in it."""

    sentence: str
    speaker: str | None
    act: str = "said"
    direct: bool = False


CASES = (
    # Earthquakes, floods, shipwrecks.
    Case("At least ⟦2,300 people⟧ were killed, the Interior Ministry said.", "the Interior Ministry"),
    Case("The quake killed ⟦40⟧ people, according to the U.S. Geological Survey.", "the U.S. Geological Survey"),
    Case("⟦Eleven miners⟧ were still trapped, rescue officials said on Tuesday.", "rescue officials"),
    Case("Rescuers said ⟦dozens⟧ of villages had been cut off by landslides.", "Rescuers"),
    Case(
        "The ferry, which sank off Leyte, was carrying ⟦1,500⟧ passengers, the coast guard reported.", "the coast guard"
    ),
    Case("“⟦There was no warning⟧,” said Maria Ortega, a schoolteacher from Ancash.", "Maria Ortega", direct=True),
    Case("The captain, Joseph Hale, told the inquiry that the lookout ⟦saw no light⟧.", "The captain, Joseph Hale"),
    Case("The toll could rise to ⟦5,000⟧, warned Dr. Hugo Brandt, head of the relief mission.", None),
    Case("The storm claimed ⟦61 lives⟧ and injured hundreds.", None),
    Case("Forecasters warn that the river ⟦could crest on Friday⟧.", "Forecasters"),
    Case("As the water rose, villagers said, the dam ⟦gave way⟧.", "villagers"),
    Case("Hospitals reported ⟦120 deaths⟧ by nightfall.", "Hospitals"),
    Case("Survivors told Reuters the boat ⟦capsized within minutes⟧.", "Survivors"),
    Case("The wreck was found ⟦in 1987⟧, said the institute’s director, Paul Reyes.", "the institute’s director"),
    # Coups, wars, diplomacy.
    Case(
        "Colonel Ahmed Sidi, who seized power in March, said ⟦elections would be held within a year⟧.",
        "Colonel Ahmed Sidi",
    ),
    Case(
        "Peru’s deputy governor of Ancash and Huaraz province, Alejandro Quispe, said that ⟦10⟧ people were killed.",
        "Peru’s deputy governor of Ancash and Huaraz province, Alejandro Quispe",
    ),
    Case("Tehran Radio quoted General Bakhtiar as saying that ⟦the capital was calm⟧.", "General Bakhtiar"),
    Case("The general was quoted by state television as saying ⟦the border was closed⟧.", "The general"),
    Case("The junta denied ⟦having ordered the arrests⟧.", "The junta", "denied"),
    Case("The rebels claimed ⟦to have shot down two aircraft⟧.", "The rebels", "claimed"),
    Case("The foreign ministry confirmed that ⟦three envoys⟧ had been recalled.", "The foreign ministry", "confirmed"),
    Case("A little-known group claimed ⟦responsibility for the bombing⟧.", "A little-known group", "claimed"),
    Case("Moscow rejected ⟦the accusation⟧ as “absurd”.", "Moscow", "denied"),
    Case("President Nkosi dismissed the report as “⟦a fairy tale⟧”.", "President Nkosi", "denied", True),
    Case("He was ousted in ⟦1973⟧, in what Washington called a “regrettable” episode.", None),
    Case("The Security Council called for ⟦an immediate ceasefire⟧.", "The Security Council"),
    Case("The prime minister called a meeting of his cabinet for ⟦Thursday⟧.", None),
    Case("France, Germany and Britain said ⟦the deal was dead⟧.", "France, Germany and Britain"),
    Case(
        "The ambassador, speaking in Geneva, said the talks ⟦would resume in June⟧.",
        "The ambassador",
    ),
    Case("Troops had ⟦crossed the river⟧, a spokesman for the army said in a communique.", "a spokesman for the army"),
    Case(
        "The United Nations says ⟦one million⟧ people fled, but the government puts the figure lower.",
        "The United Nations",
    ),
    Case("The two generals agreed to ⟦withdraw⟧ their forces, the palace announced.", "the palace"),
    Case(
        "Officials in Kabul say ⟦seven⟧ soldiers died, while the Taliban claim to have killed thirty.",
        "Officials in Kabul",
    ),
    Case(
        "Officials in Kabul say seven soldiers died, while the Taliban claim to have killed ⟦thirty⟧.",
        "the Taliban",
        "claimed",
    ),
    Case("Officials in Kabul say seven soldiers died, while the Taliban claim to have killed thirty.", None),
    # Courts and crime.
    Case("Prosecutors alleged that the banker ⟦hid 3 million dollars⟧ abroad.", "Prosecutors", "claimed"),
    Case("The defendant has denied ⟦any wrongdoing⟧.", "The defendant", "denied"),
    Case("“⟦I never met him⟧,” the defendant told the court.", "the defendant", direct=True),
    Case("The judge did not say ⟦when⟧ the verdict would come.", None),
    Case("The witness is said to be ⟦living in Canada⟧.", None),
    Case("The said agreement expires ⟦in May⟧.", None),
    Case("Police declined to confirm ⟦the name⟧ of the victim.", None),
    Case("Her lawyer, Ann Lee, 45, said ⟦she would appeal⟧.", "Her lawyer, Ann Lee"),
    Case(
        "Ann Lee, a lawyer from Austin, Texas, said ⟦the ruling was wrong⟧.",
        "Ann Lee, a lawyer from Austin, Texas",
    ),
    Case("The suspect, police said, ⟦fled on foot⟧.", "police"),
    Case("⟦The suspect⟧, police said, fled on foot.", "police"),
    # Elections and strikes.
    Case("Turnout was ⟦61 percent⟧, the electoral commission announced on Sunday night.", "the electoral commission"),
    Case("As reported by the Daily Mail, ⟦two ministers⟧ resigned.", "the Daily Mail"),
    Case("The union says ⟦9,000⟧ workers walked out; the company puts it at 4,000.", "The union"),
    Case("The company said on Monday it ⟦would cut 300 jobs⟧.", "The company"),
    Case("The chancellor vowed ⟦to raise taxes⟧.", "The chancellor"),
    Case("Senator Brown promised that ⟦the law would pass⟧ and accused his rivals of delay.", "Senator Brown"),
    Case("Citing police sources, the newspaper reported that ⟦four⟧ people had been held.", "police sources"),
    Case("“⟦We will not be moved⟧,” the strikers’ leader said. ", "the strikers’ leader", direct=True),
    Case("“⟦The strike⟧,” he said, “⟦is over⟧.”".replace("⟦is over⟧", "is over"), None),
    Case("According to plan, ⟦the polls⟧ close at nine.", None),
    Case("If the minister says ⟦no⟧, the bill fails.", None),
    Case("Will the king say ⟦when⟧ he returns?", None),
    Case("The minister will announce ⟦the date⟧ on Friday.", None),
    Case("No group has claimed ⟦responsibility⟧ for the attack.", None),
    Case("It was ⟦the worst fire⟧ in a century, the mayor wrote in a letter to residents.", "the mayor"),
    Case("The plan calls for ⟦20 ships⟧.", None),
    Case("The court heard how ⟦the crew⟧ had warned of ice.", None),
    Case("⟦The mayor⟧ said the bridge was closed.", None),
    Case("On ⟦Friday⟧, the mayor said the bridge was closed.", None),
    Case("Reuters reported that ⟦the mayor⟧ said the bridge was closed.", "Reuters"),
    Case("Reuters reported that the mayor said ⟦the bridge⟧ was closed.", "the mayor"),
    Case("The mayor said that the bridge was closed, but ⟦the tunnel⟧ remained open, police said.", "police"),
    Case("“⟦It is a tragedy⟧”, Mrs. Gandhi told Parliament.", "Mrs. Gandhi", direct=True),
    Case('"⟦We saw smoke⟧," one witness added.', "one witness", direct=True),
    Case("The vessel, the Night Heron, was ⟦300 feet long⟧.", None),
    Case("A spokeswoman said: “⟦No decision has been made⟧.”", "A spokeswoman", direct=True),
    Case("The army launched an operation codenamed “⟦Night Heron⟧”, the ministry said.", "the ministry"),
    Case("The bank stated its profit rose by ⟦4 percent⟧.", "The bank"),
    Case("The statement by Foreign Minister Ali Noor said ⟦the border was shut⟧.", "Foreign Minister Ali Noor"),
    Case("Shares fell ⟦9 percent⟧, adding to losses from Monday.", None),
    Case("The fire was started ⟦by lightning⟧, investigators concluded.", "investigators"),
    Case("In Lima, the president admitted that ⟦mistakes⟧ had been made.", "the president"),
    Case("The pope expressed ⟦his sorrow⟧ to the families.", "The pope"),
    Case("The data suggest ⟦a decline⟧ since 1990.", None),
    Case("The pilot reported ⟦engine trouble⟧ before the crash.", "The pilot"),
    Case("He reported to the barracks ⟦at dawn⟧.", None),
    Case("Ten people died ⟦in the fire⟧, and the governor called for calm.", None),
    Case("Ten people died in the fire, and hundreds fled when the roof fell, and the governor called for calm.", None),
    Case("The attack was condemned by ⟦the Arab League⟧.", None),
    Case("The bombing was claimed by ⟦nobody⟧.", None),
    Case("⟦Twelve people⟧ were wounded, it was announced by the health ministry.", "the health ministry"),
    Case("The talks, the envoy insisted, ⟦had not failed⟧.", "the envoy"),
    Case("The minister met reporters, saying that ⟦the truce held⟧.", "The minister"),
    Case("The opposition accused ⟦the government⟧ of fraud.", "The opposition"),
    Case("The president described the vote as “⟦historic⟧”.", "The president", direct=True),
    Case("An official who asked not to be named said ⟦the envoy⟧ had left.", "An official who asked not to be named"),
    Case("⟦40 ships⟧ were lost, said the admiralty.", "the admiralty"),
    # What went wrong on running text once, in other words.
    Case("Ten people ⟦died⟧, police said.", "police"),
    Case("The cases are grouped according to ⟦their shared features⟧.", None),
    Case("⟦The cases⟧ are grouped according to their shared features.", None),
    Case("When the king announced ⟦a truce⟧, the rebels laughed and fled.", "the king"),
    Case("When the king announced a truce, the rebels ⟦laughed⟧ and fled.", None),
    Case("In “Letter No. 9,” James Madison asserted that the union ⟦would hold⟧.", "James Madison", "claimed"),
    Case("President Cruz rarely spoke, but in his last address, he stated “⟦we are at war⟧”.", None),
    Case("Some officials argue that the dam is safe, but ⟦the cracks⟧ tell otherwise.", None),
    Case("The paper notes that A. P. de Witt had stated that ⟦all ships were lost⟧.", "A. P. de Witt"),
    Case("He was quoted as saying that ⟦the port⟧ was open.", None),
)
