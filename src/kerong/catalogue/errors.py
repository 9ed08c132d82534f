"""Refusals of the catalogue: packs that may not be published, listings that may not move."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class ListingAbsent(NotFound):
    code = "listing.absent"
    zh = "没有找到产品「{code}」。"
    en = "There is no product “{code}”."


class TooManyToCompare(Invalid):
    code = "listing.compare"
    zh = "一次最多对比 {most} 个产品。"
    en = "At most {most} products can be compared at once."


class DayOutOfReach(Invalid):
    """Facts: `on`, and `first` or `last`, whichever was passed."""

    code = "calculation.day"
    zh = "不能按 {on} 测算：所选日期须不早于 {first}、不晚于 {last}。"
    en = "Nothing can be computed for {on}: the day may be {first} at the earliest, {last} at most."


class OfferingAbsent(NotFound):
    code = "offering.absent"
    zh = "没有找到在用的事项「{key}」。"
    en = "There is no offering “{key}” in force."


class AssessmentAbsent(NotFound):
    """Facts: `name`."""

    code = "assessment.absent"
    zh = "没有在用的评分或资质测试「{name}」。"
    en = "There is no score or class test “{name}” in force."


class ClauseAbsent(NotFound):
    """Facts: `code`."""

    code = "policy.clause_absent"
    zh = "没有政策条款「{code}」。"
    en = "There is no policy clause “{code}”."


class ClauseTaken(Conflict):
    """Facts: `code`, `key`: the clause another policy already has."""

    code = "policy.clause_taken"
    zh = "条款编号「{code}」已用于政策「{key}」。"
    en = "The clause “{code}” already stands in the policy “{key}”."


class ClausesRecorded(Conflict):
    code = "policy.clauses_recorded"
    zh = "有人刚刚导入了同样的条款，请重新导入。"
    en = "Somebody has just imported the same clauses; please import the file again."


class EffectAbsent(Refused):
    """Facts: `kind`."""

    code = "effect.absent"
    zh = "本平台尚未开通「{kind}」的兑付办理，决定暂不能作出。"
    en = "Nothing here carries out “{kind}” yet; the decision cannot be made."


class RevisionAbsent(NotFound):
    code = "listing.no_open_revision"
    zh = "产品「{code}」没有可以这样办理的版本。"
    en = "Product “{code}” has no revision for this step."


class WrongListingState(Conflict):
    code = "listing.state"
    zh = "产品「{code}」的版本现为「{state}」，不能{step_zh}。"
    en = "The revision of product “{code}” is {state} and cannot be {step}."


class ListingRetired(Conflict):
    code = "listing.retired"
    zh = "产品「{code}」已下架。"
    en = "Product “{code}” is retired."


class SamePerson(Conflict):
    code = "listing.second_person"
    zh = "填报人不能复核自己填报的产品，请由另一人办理。"
    en = "Whoever filled the form may not approve it; another person must."


class ListingMoved(Conflict):
    code = "listing.moved"
    zh = "产品「{code}」刚刚被他人修改，请刷新后再试。"
    en = "Somebody has just changed product “{code}”; reload and try again."


class ReturnNeedsWords(Invalid):
    code = "listing.return_words"
    zh = "退回时请写明意见。"
    en = "Say why the form is returned."


class RetireNeedsWords(Invalid):
    code = "listing.retire_words"
    zh = "下架时请写明原因。"
    en = "Say why the product is retired."


class ListingTextFault(Invalid):
    code = "listing.text"
    zh = "「{field_zh}」填写有误：{reason_zh}"
    en = "“{field}” is not valid: {reason}"


class PackFault(Invalid):
    """A pack cannot be read or its examples do not come out; `problems` lists each."""

    code = "pack.faults"
    zh = "业务包 {pack} 有 {count} 处问题：{first_zh}"
    en = "Pack {pack} has {count} faults: {first}"


class PackChanged(Conflict):
    code = "pack.changed_under_number"
    zh = "业务包 {key} 第 {no} 版已发布，内容不能再改；请使用新的版本号。"
    en = "Revision {no} of pack {key} is published and frozen; give the change a new number."


class PackNumberGap(Conflict):
    code = "pack.number"
    zh = "业务包 {key} 的下一个版本号应为 {expected}，文件中为 {no}。"
    en = "The next revision of pack {key} is {expected}, the file says {no}."


class PackStrandsListings(Refused):
    code = "pack.strands_listings"
    zh = "业务包 {key} 的新版本不再容纳在架产品：{listings}。"
    en = "The new revision of pack {key} has no room for live products: {listings}."


class SheetMissing(Refused):
    """Facts: `key`, `no`."""

    code = "pack.sheet_missing"
    zh = "发布「{key}」第 {no} 版须引用同一草案的试算表（先在全部企业上试算）。"
    en = "Publishing revision {no} of “{key}” must cite a what-if sheet of the same draft."


class SheetOfAnotherText(Refused):
    code = "pack.sheet_of_another_text"
    zh = "所引试算表不是按这份「{key}」草案作出的。"
    en = "The cited sheet was not made for this text of “{key}”."


class SecondPersonPublishes(Refused):
    code = "pack.second_person"
    zh = "试算人不能发布自己试算的规则，请由另一人办理。"
    en = "Whoever tried the rules may not publish them; another person must."
