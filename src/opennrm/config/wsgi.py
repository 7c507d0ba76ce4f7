"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

from opennrm.config.left_over import refuse_left_over_demonstration

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings")
application = get_wsgi_application()
refuse_left_over_demonstration()
