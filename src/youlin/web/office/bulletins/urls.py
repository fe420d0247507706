"""Doors of bulletins, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.bulletins import issues, stories, templates

urlpatterns = [
    path("", issues.issues, name="issues"),
    path("new/", issues.issue_new, name="issue_new"),
    path("template/", templates.template, name="bulletin_template"),
    path("template/default/", templates.default, name="bulletin_template_default"),
    path("template/file/<str:which>/", templates.download, name="bulletin_template_file"),
    path("template/<int:version>/", templates.again, name="bulletin_template_again"),
    path("<uuid:issue>/", issues.issue, name="issue"),
    path("<uuid:issue>/publish/", issues.publish, name="issue_publish"),
    path("<uuid:issue>/withdraw/", issues.withdraw, name="issue_withdraw"),
    path("<uuid:issue>/file/<str:form>/", issues.download, name="issue_file"),
    path("<uuid:issue>/stories/", stories.choose, name="stories"),
    path("<uuid:issue>/stories/<uuid:case>/", stories.story, name="story"),
    path("<uuid:issue>/stories/<uuid:case>/drop/", stories.drop, name="story_drop"),
]
