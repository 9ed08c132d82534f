"""Files handed out are kept, never run."""

from django.http import HttpResponse

from kerong.web.downloads import as_attachment


def test_a_name_in_any_script_and_with_any_sign_stays_a_name():
    response = HttpResponse(b"x")
    as_attachment(response, '审计"报告;\r\nX-Evil: 1.pdf')
    header = response["Content-Disposition"]
    assert header.startswith("attachment; filename*=UTF-8''%E5%AE%A1")
    assert "\r" not in header and "\n" not in header and '"' not in header
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
