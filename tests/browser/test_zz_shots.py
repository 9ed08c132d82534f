import os
from datetime import date
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from datetime import timedelta
from kerong.evidence.consent import *
from kerong.kernel import roles
from tests import build
from tests.build.evidence import observe, keep_record, csv_file
from tests.build.web import signed_in
OUT='/tmp/E/shots'
@pytest.mark.django_db(transaction=True)
def test_shots(live_server, page):
    os.makedirs(OUT, exist_ok=True)
    firm=build.enterprise('重庆云杉光电科技有限公司', industry_code='C3985', division_code='500107')
    owner=build.actor(roles.FIRM_OWNER, enterprise=firm)
    for y,r in ((2023,3_000_000_000),(2024,3_600_000_000),(2025,4_210_000_000)):
        observe(firm,{'operating_revenue':str(r),'total_assets':str(r+10**9),'tax_paid':str(r//20),'employees':str(60+y-2023),'rd_expense':str(r//15)},end=date(y,12,31), source='annual_report', citation=f'{y}年年度报告')
    observe(firm,{'tax_credit_grade':'A','insured_staff':'58','is_hnte':'true','invoice_top5_share':'412500','founded_on':'2016-05-01'},end=date(2026,1,31))
    observe(firm,{'insured_staff':'66'},end=date(2026,1,31),source='firm_statement')
    for i in range(3): keep_record(firm,'invention_patent',f'ZL20231000{i}',title='一种光学镀膜装置',valid_to=date(2043,1,1))
    bank=build.institution('重庆示例银行两江支行'); clerk=build.actor(roles.INSTITUTION_CLERK, institution=bank)
    now=timezone.now()
    c=grant_consent(actor=owner,terms=Terms(bank.pk,LOAN_NEED,frozenset({1,5,13,14,17,23}),timezone.localdate()+timedelta(days=120)),at=now-timedelta(days=3))
    visible_facts(clerk,firm,LOAN_NEED,now-timedelta(days=2)); visible_facts(clerk,firm,LOAN_NEED,now-timedelta(hours=2))
    old=grant_consent(actor=owner,terms=Terms(build.institution('示例担保').pk,PRE_SCREEN,frozenset({5}),timezone.localdate()+timedelta(days=20)),at=now-timedelta(days=9)); revoke_consent(actor=owner,consent_no=old.no,at=now)
    client=signed_in(owner)
    page.context.add_cookies([{'name':settings.SESSION_COOKIE_NAME,'value':client.cookies[settings.SESSION_COOKIE_NAME].value,'url':live_server.url}])
    from django.core.files.uploadedfile import SimpleUploadedFile
    rows=[[firm.credit_code,'employees','','2025-12-31','70','firm_statement','2026-02-01'],[firm.credit_code,'inventory','','2025-12-31','1200000','firm_statement','2026-02-01']]
    r=client.post(reverse('portal:imports'),{'kind':'observations','file':SimpleUploadedFile('补充数据.csv',csv_file(rows))})
    bad=[[firm.credit_code,'employes','','2025-12-31','7O','税务','2026-02-01'],[firm.credit_code,'inventory','','2025-06-30','1200000','firm_statement','2026-02-01']]
    import pathlib; pathlib.Path('/tmp/E/bad.csv').write_bytes(csv_file(bad))
    def shot(name,url,size=(1440,900),full=True):
        page.set_viewport_size({'width':size[0],'height':size[1]}); page.goto(live_server.url+url); page.screenshot(path=f'{OUT}/{name}.png',full_page=full)
        w=page.evaluate('document.documentElement.scrollWidth'); print(name,w,size[0])
    for tag,size in (('d',(1440,900)),('p',(390,844))):
        shot('profile-'+tag,reverse('portal:profile'),size)
        shot('imports-'+tag,reverse('portal:imports'),size)
        page.set_input_files('input[type=file]','/tmp/E/bad.csv'); page.click('button:has-text("检查文件")'); page.screenshot(path=f'{OUT}/report-{tag}.png',full_page=True); print(page.evaluate('document.documentElement.scrollWidth'))
        shot('check-'+tag,r.url,size)
        shot('consents-'+tag,reverse('portal:consents'),size)
        shot('consent-'+tag,reverse('portal:consent',args=[c.no]),size)
        shot('grant-'+tag,reverse('portal:consent-new'),size)
        shot('revoke-'+tag,reverse('portal:consent-revocation',args=[c.no]),size)
    op=signed_in(build.actor(roles.OPERATOR)); 
    page.context.add_cookies([{'name':settings.SESSION_COOKIE_NAME,'value':op.cookies[settings.SESSION_COOKIE_NAME].value,'url':live_server.url}])
    shot('console-imports-d',reverse('console:imports')); shot('console-new-d',reverse('console:import-new')); shot('console-import-p',reverse('console:import',args=[r.url.split('/')[-2]]),(390,844))
    from axe_playwright_python.sync_playwright import Axe
    page.context.add_cookies([{'name':settings.SESSION_COOKIE_NAME,'value':client.cookies[settings.SESSION_COOKIE_NAME].value,'url':live_server.url}])
    for u in (reverse('portal:profile'),reverse('portal:imports'),r.url,reverse('portal:consents'),reverse('portal:consent',args=[c.no]),reverse('portal:consent-new')):
        page.goto(live_server.url+u); res=Axe().run(page); print(u,[ (v['id'],v['impact']) for v in res.response['violations']])
