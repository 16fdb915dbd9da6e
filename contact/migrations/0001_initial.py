"""The contact form and what readers write with it."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations of 0.1: a database that has them all has this one.
    replaces = [
        ('contact', '0002_let_publishers_read_messages'),
    ]

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('warning', models.TextField(help_text='That nothing about one’s health belongs in this form, and whom to call instead.', verbose_name='warning')),
                ('topics', wagtail.fields.StreamField([('topic', 2)], block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'As readers choose it: “I found a mistake in an article”.', 'label': 'Topic', 'max_length': 80}), 1: ('wagtail.blocks.EmailBlock', (), {'help_text': 'Where these messages go. Readers don’t see it.', 'label': 'Mailbox'}), 2: ('wagtail.blocks.StructBlock', [[('label', 0), ('mailbox', 1)]], {})}, verbose_name='topics')),
                ('thanks', wagtail.fields.RichTextField(help_text='Shown once the message is sent: when to expect an answer, and from whom.', verbose_name='thanks')),
                ('retention_days', models.PositiveSmallIntegerField(default=180, help_text='A message is deleted after so many days. Say the same on the privacy page.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1095)], verbose_name='days kept')),
            ],
            options={
                'verbose_name': 'contact form',
                'verbose_name_plural': 'contact forms',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=80, verbose_name='topic')),
                ('mailbox', models.EmailField(max_length=254, verbose_name='mailbox')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('text', models.TextField(verbose_name='message')),
                ('written_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='written')),
                ('delete_after', models.DateField(verbose_name='deleted after')),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='delivered')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='failed attempts')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='contact.contactpage', verbose_name='form')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['-written_at'],
                'default_permissions': ('view', 'delete'),
                'indexes': [models.Index(fields=['delete_after'], name='message_deleted_first')],
            },
        ),
    ]
