using Ardalis.Result;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;
using Mov.Web.Components;
using Mov.Web.Hosting.Security;
using Mov.Web.Layout;

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
        Assert.False(page.Find(".counter").HasAttribute("data-over"));
        Assert.True(RenderForm(new Model { Title = "four" }, FieldType.TextArea, counter: 3).Find(".counter").HasAttribute("data-over"));
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

    [Theory]
    [InlineData("en", "optional")]
    [InlineData("de", "freiwillig")]
    public void What_may_stay_empty_says_so_beside_its_name(string language, string said)
    {
        using var spoken = Speak(language);
        var page = RenderForm(new Model(), FieldType.Text, optional: true);

        Assert.Equal("Title", page.Find("label").TextContent);
        Assert.Equal(said, page.Find(".optional").TextContent);
        Assert.Null(page.Find("input").GetAttribute("aria-required"));
        Assert.Equal("true", RenderForm(new Model(), FieldType.Text).Find("input").GetAttribute("aria-required"));
    }

    [Fact]
    public void Only_the_first_of_several_wrong_fields_takes_the_focus()
    {
        var answer = Result.Invalid(
            new ValidationError { Identifier = "Title", ErrorMessage = "Give it a title." }, new ValidationError { Identifier = "Seats", ErrorMessage = "At least one seat." });

        var page = RenderForm(new Model(), FieldType.Text, answer: answer, withSeats: true);

        Assert.Equal(["true", "true"], page.FindAll("input").Select(input => input.GetAttribute("aria-invalid")));
        Assert.Equal([true, false], page.FindAll("input").Select(input => input.HasAttribute("autofocus")));
    }

    [Fact]
    public void What_is_no_number_is_said_at_its_field()
    {
        var model = new Model { Seats = 5 };
        var page = RenderForm(model, FieldType.Text, withSeats: true);

        page.Find("input[type=number]").Change("many");

        Assert.Equal("Seats does not have a value that can be read.", page.Find("#" + page.Find("input[type=number]").GetAttribute("aria-describedby")).TextContent);
        Assert.Equal(5, model.Seats);
    }

    [Fact]
    public void What_was_typed_into_a_post_that_was_held_back_is_shown_and_counted_again()
    {
        var http = new DefaultHttpContext();
        http.Features.Set(new HeldPost(HeldReason.Stale, new FormCollection(new() { ["model.Title"] = "Typed before" })));

        var page = RenderForm(new Model { Title = "As stored" }, FieldType.Text, counter: 200, http: http);

        Assert.Equal("Typed before", page.Find("input").GetAttribute("value"));
        Assert.Equal("12 / 200", page.Find(".counter").TextContent);
        Assert.Contains("press the button again", Render<HeldPostNotice>(one => one.AddCascadingValue<HttpContext>(http)).Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_a_select_are_named_by_its_label_and_further_attributes_reach_the_field()
    {
        var model = new Model { Title = "b" };
        var page = Render<EditForm>(form => form
            .Add(edit => edit.Model, model)
            .Add(edit => edit.ChildContent, _ => builder =>
            {
                builder.OpenComponent<Field<string?>>(0);
                builder.AddAttribute(1, "Label", "Category");
                builder.AddAttribute(2, "Type", FieldType.Select);
                builder.AddAttribute(3, "ChildContent", (RenderFragment)(options => options.AddMarkupContent(0, "<option value=\"a\">A</option><option value=\"b\" selected>B</option>")));
                builder.AddAttribute(4, "Value", model.Title);
                builder.AddAttribute(5, "ValueExpression", (System.Linq.Expressions.Expression<Func<string?>>)(() => model.Title));
                builder.AddAttribute(6, "autocomplete", "off");
                builder.CloseComponent();
            }));

        var select = page.Find("select");
        Assert.Equal(select.Id, page.Find("label").GetAttribute("for"));
        Assert.Equal("off", select.GetAttribute("autocomplete"));
        Assert.Equal("B", page.Find("option[selected]").TextContent);
    }

    [Fact]
    public void A_refusal_without_words_is_said_in_plain_ones_and_a_good_answer_says_nothing()
    {
        Assert.Contains("You may not do this.", RenderForm(new Model(), FieldType.Text, answer: Result.Forbidden()).Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(RenderForm(new Model(), FieldType.Text, answer: Result.Success()).FindAll("[role=alert]"));
    }

    [Fact]
    public void An_error_of_another_name_or_of_no_field_of_the_form_is_not_lost()
    {
        var answer = Result.Invalid(
            new ValidationError { Identifier = "Name", ErrorMessage = "That name is taken." }, new ValidationError { Identifier = "Elsewhere", ErrorMessage = "Something else is wrong." });

        var page = RenderForm(new Model(), FieldType.Text, answer: answer, names: new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = "Title" });

        Assert.Contains("That name is taken.", page.Find("#" + page.Find("input").GetAttribute("aria-describedby")).TextContent, StringComparison.Ordinal);
        Assert.EndsWith("Something else is wrong.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<EditForm> RenderForm(
        Model model,
        FieldType type,
        string? hint = null,
        int? counter = null,
        Result? answer = null,
        bool optional = false,
        bool withSeats = false,
        HttpContext? http = null,
        IReadOnlyDictionary<string, string>? names = null) =>
        Render<EditForm>(form => form
            .AddCascadingValue(http ?? new DefaultHttpContext())
            .Add(edit => edit.Model, model)
            .Add(edit => edit.ChildContent, _ => builder =>
            {
                builder.OpenComponent<FormProblems>(0);
                builder.AddAttribute(1, "Result", answer);
                builder.AddAttribute(2, "Names", names);
                builder.CloseComponent();
                builder.OpenComponent<Field<string?>>(3);
                builder.AddAttribute(4, "Label", "Title");
                builder.AddAttribute(5, "Type", type);
                builder.AddAttribute(6, "Hint", hint);
                builder.AddAttribute(7, "Counter", counter);
                builder.AddAttribute(8, "Optional", optional);
                builder.AddAttribute(9, "Value", model.Title);
                builder.AddAttribute(10, "ValueExpression", (System.Linq.Expressions.Expression<Func<string?>>)(() => model.Title));
                builder.CloseComponent();
                if (withSeats)
                {
                    builder.OpenComponent<Field<int>>(11);
                    builder.AddAttribute(12, "Label", "Seats");
                    builder.AddAttribute(13, "Type", FieldType.Number);
                    builder.AddAttribute(14, "Value", model.Seats);
                    builder.AddAttribute(15, "ValueExpression", (System.Linq.Expressions.Expression<Func<int>>)(() => model.Seats));
                    builder.CloseComponent();
                }
            }));

    private sealed class Model
    {
        public string? Title { get; set; }

        public int Seats { get; set; }

        public DateTime? Starts { get; set; }
    }
}
