using AngleSharp.Dom;
using Ardalis.Result;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Mov.Web.Components;

namespace Mov.Web.Tests.Components;

public sealed class ChoiceFieldTests : ComponentContext
{
    private static readonly Choice[] Choices = [new("a", "Take part in events", "Find events and take a seat."), new("b", "Organize events")];

    [Fact]
    public void The_question_names_the_group_each_choice_is_named_and_explained_and_the_chosen_one_is_on()
    {
        var page = RenderForm(new Model { Role = "b" });

        Assert.Equal("What for?", page.Find("fieldset legend").TextContent);
        Assert.Equal("You can have a second account.", page.Find("#" + page.Find("fieldset").GetAttribute("aria-describedby")).TextContent);
        var radios = page.FindAll("input[type=radio]");
        Assert.Equal(["Take part in events", "Organize events"], radios.Select(radio => radio.GetAttribute("aria-label")));
        Assert.Equal("Find events and take a seat.", page.Find("#" + radios[0].GetAttribute("aria-describedby")).TextContent);
        Assert.Null(radios[1].GetAttribute("aria-describedby"));
        Assert.Equal([false, true], radios.Select(radio => radio.IsChecked()));
        Assert.Single(radios.Select(radio => radio.GetAttribute("name")).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_choice_the_error_is_tied_to_the_group_and_its_first_choice_takes_the_focus()
    {
        var page = RenderForm(new Model(), Result.Invalid(new ValidationError { Identifier = "Role", ErrorMessage = "Choose what the account is for." }));

        var described = page.Find("fieldset").GetAttribute("aria-describedby")!.Split(' ');
        Assert.Contains(described, id => page.Find("#" + id).TextContent == "Choose what the account is for.");
        Assert.Equal([true, false], page.FindAll("input").Select(radio => radio.HasAttribute("autofocus")));
        Assert.Equal("true", page.FindAll("input")[0].GetAttribute("aria-invalid"));
    }

    [Fact]
    public void Choosing_reaches_the_form()
    {
        var model = new Model();
        var page = RenderForm(model);

        page.FindAll("input[type=radio]")[1].Change("b");

        Assert.Equal("b", model.Role);
    }

    private IRenderedComponent<EditForm> RenderForm(Model model, Result? answer = null) =>
        Render<EditForm>(form => form
            .Add(edit => edit.Model, model)
            .Add(edit => edit.ChildContent, _ => builder =>
            {
                builder.OpenComponent<FormProblems>(0);
                builder.AddAttribute(1, "Result", answer);
                builder.CloseComponent();
                builder.OpenComponent<ChoiceField<string?>>(2);
                builder.AddAttribute(3, "Label", "What for?");
                builder.AddAttribute(4, "Hint", "You can have a second account.");
                builder.AddAttribute(5, "Choices", Choices);
                builder.AddAttribute(6, "Value", model.Role);
                builder.AddAttribute(7, "ValueChanged", EventCallback.Factory.Create<string?>(this, value => model.Role = value));
                builder.AddAttribute(8, "ValueExpression", (System.Linq.Expressions.Expression<Func<string?>>)(() => model.Role));
                builder.CloseComponent();
            }));

    private sealed class Model
    {
        public string? Role { get; set; }
    }
}
