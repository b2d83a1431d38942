using Ardalis.Result;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Mov.Web.Components;

namespace Mov.Web.Tests.Components;

public sealed class FieldTests : ComponentContext
{
    [Fact]
    public void A_field_is_named_by_its_label_and_described_by_its_hint()
    {
        var page = RenderForm(new Model { Title = "Lantern market" }, FieldType.Text, hint: "Short and plain.");

        var input = page.Find("input");
        Assert.Equal(input.Id, page.Find("label").GetAttribute("for"));
        Assert.Equal("Lantern market", input.GetAttribute("value"));
        Assert.Equal("Short and plain.", page.Find("#" + input.GetAttribute("aria-describedby")).TextContent);
        Assert.Null(input.GetAttribute("aria-invalid"));
        Assert.Null(input.GetAttribute("maxlength"));
    }

    [Fact]
    public void An_error_stands_at_its_field_takes_the_focus_and_keeps_what_was_typed()
    {
        var answer = Result.Invalid(new ValidationError { Identifier = "Title", ErrorMessage = "A title has at most 200 characters." });

        var page = RenderForm(new Model { Title = "too long" }, FieldType.Text, answer: answer);

        var input = page.Find("input");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.True(input.HasAttribute("autofocus"));
        Assert.Contains("A title has at most 200 characters.", page.Find("#" + input.GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
        Assert.Equal("too long", input.GetAttribute("value"));
    }

    [Fact]
    public void An_error_of_no_field_is_announced_above_the_form()
    {
        var page = RenderForm(new Model(), FieldType.Text, answer: Result.Conflict("Somebody changed it meanwhile."));

        Assert.Contains("Somebody changed it meanwhile.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_never_sent_back()
    {
        var page = RenderForm(new Model { Title = "secret words" }, FieldType.Password);

        Assert.DoesNotContain("secret words", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_counter_tells_how_much_was_typed_of_how_much()
    {
        var page = RenderForm(new Model { Title = "four" }, FieldType.TextArea, counter: 200);

        Assert.Equal("4 / 200", page.Find(".counter").TextContent);
        Assert.Equal(page.Find(".counter").Id, page.Find("textarea").GetAttribute("data-counter"));
    }

    [Fact]
    public void A_textarea_keeps_a_line_break_at_its_start()
    {
        var page = RenderForm(new Model { Title = "\nsecond line" }, FieldType.TextArea);

        Assert.Equal("\nsecond line", page.Find("textarea").TextContent);
    }

    [Fact]
    public void A_time_is_written_as_the_browser_reads_it()
    {
        var model = new Model { Starts = new DateTime(2026, 12, 5, 19, 30, 0, DateTimeKind.Unspecified) };

        var page = Render<EditForm>(form => form
            .Add(edit => edit.Model, model)
            .Add(edit => edit.ChildContent, _ => builder =>
            {
                builder.OpenComponent<Field<DateTime?>>(0);
                builder.AddAttribute(1, "Label", "Date and time");
                builder.AddAttribute(2, "Type", FieldType.DateTime);
                builder.AddAttribute(3, "Value", model.Starts);
                builder.AddAttribute(4, "ValueExpression", (System.Linq.Expressions.Expression<Func<DateTime?>>)(() => model.Starts));
                builder.CloseComponent();
            }));

        Assert.Equal("2026-12-05T19:30", page.Find("input[type=datetime-local]").GetAttribute("value"));
    }

    private IRenderedComponent<EditForm> RenderForm(Model model, FieldType type, string? hint = null, int? counter = null, Result? answer = null) =>
        Render<EditForm>(form => form
            .Add(edit => edit.Model, model)
            .Add(edit => edit.ChildContent, _ => builder =>
            {
                builder.OpenComponent<FormProblems>(0);
                builder.AddAttribute(1, "Result", answer);
                builder.CloseComponent();
                builder.OpenComponent<Field<string?>>(2);
                builder.AddAttribute(3, "Label", "Title");
                builder.AddAttribute(4, "Type", type);
                builder.AddAttribute(5, "Hint", hint);
                builder.AddAttribute(6, "Counter", counter);
                builder.AddAttribute(7, "Value", model.Title);
                builder.AddAttribute(8, "ValueExpression", (System.Linq.Expressions.Expression<Func<string?>>)(() => model.Title));
                builder.CloseComponent();
            }));

    private sealed class Model
    {
        public string? Title { get; set; }

        public DateTime? Starts { get; set; }
    }
}
